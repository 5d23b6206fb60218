import { encodeFrame, eventTable, type EventName, type Events, type WsResponse } from '../src/protocol/index.js';
import { FrameBatch } from './frame-batch.js';
import { EscapedData, type Piece } from './shared-json.js';

/** A connection, as far as sending to it goes. */
export interface Receiver {
  /** Whether it asked for messages as arrays in OnRecvNewMessages. */
  readonly batch: boolean;
  /** Sends one frame or several, in order. Does nothing if the socket is closed. */
  deliver(text: FrameText | FrameBatch): void;
}

/** The text of a frame, in pieces if it shares some with other frames. */
export type FrameText = string | readonly Piece[];

/** A reply or event whose data may be escaped already. */
export type Frame = Omit<WsResponse, 'data'> & { readonly data: string | EscapedData };

/** Events that have the same form for every connection. */
export type UnbatchedEvent = Exclude<EventName, 'OnRecvNewMessage'>;

/** The output of one task, in order. It is sent once the task is committed, and dropped if the task is undone. */
export class Output {
  #frames: { readonly receiver: Receiver; readonly text: FrameText | FrameBatch }[] = [];
  #undo: (() => void)[] = [];
  #afterFlush: (() => void)[] = [];
  #length = 0;

  /** Length of the output: characters of what is still text, bytes of what is encoded for several connections. */
  get length(): number {
    return this.#length;
  }

  frame(receiver: Receiver, frame: Frame): void {
    this.#add(receiver, textOf(frame));
  }

  /** Sends the same event to several connections; its text is made once. */
  event<Name extends EventName>(
    receivers: Iterable<Receiver>,
    name: Name,
    data: Events[Name] | EscapedData,
  ): void {
    let single: FrameText | undefined;
    let batched: FrameText | undefined;
    for (const receiver of receivers) {
      const text =
        receiver.batch && name === 'OnRecvNewMessage'
          ? (batched ??= eventText('OnRecvNewMessages', listOf(data)))
          : (single ??= eventText(name, data));
      this.#add(receiver, text);
    }
  }

  /** Sends one event for each of `data` to all of several connections; their frames are made once. */
  events<Name extends UnbatchedEvent>(
    receivers: Iterable<Receiver>,
    name: Name,
    data: readonly Events[Name][],
  ): void {
    const batch = new FrameBatch(data.map((one) => encodeFrame(eventFrame(name, one))));
    for (const receiver of receivers) this.#add(receiver, batch);
  }

  /** Registers a callback that reverts what the task changed in memory, in case the task is undone. */
  onUndo(callback: () => void): void {
    this.#undo.push(callback);
  }

  /** Registers a callback to be called once the task is committed and its frames are sent. */
  afterFlush(callback: () => void): void {
    this.#afterFlush.push(callback);
  }

  flush(): void {
    // Frames are released one by one, so that not all texts stay in memory beside the bytes as which they are sent.
    const frames = this.#frames.reverse();
    for (let frame = frames.pop(); frame; frame = frames.pop()) frame.receiver.deliver(frame.text);
    for (const callback of this.#afterFlush) callback();
    this.#clear();
  }

  undo(): void {
    for (const callback of this.#undo.reverse()) callback();
    this.#clear();
  }

  #add(receiver: Receiver, text: FrameText | FrameBatch): void {
    this.#frames.push({ receiver, text });
    this.#length += lengthOf(text);
  }

  #clear(): void {
    this.#length = 0;
    this.#frames = [];
    this.#undo = [];
    this.#afterFlush = [];
  }
}

function listOf(data: string | EscapedData): string | EscapedData {
  return data instanceof EscapedData ? new EscapedData(['[', ...data.pieces, ']']) : `[${data}]`;
}

function eventText(event: EventName, data: string | EscapedData): FrameText {
  return textOf(eventFrame(event, data));
}

function eventFrame<Data extends Frame['data']>(event: EventName, data: Data) {
  return { event, errCode: 0, errMsg: '', data, operationID: eventTable[event].operationID };
}

/** Returns the frame's text, with the members in the order of encodeFrame. */
function textOf(frame: Frame): FrameText {
  const { event, errCode, errMsg, data, operationID } = frame;
  if (!(data instanceof EscapedData)) return encodeFrame({ ...frame, data });
  const start = JSON.stringify({ event, errCode, errMsg }).slice(0, -1);
  return joined([`${start},"data":"`, ...data.pieces, `","operationID":${JSON.stringify(operationID)}}`]);
}

/** Joins neighbouring pieces of text. */
function joined(pieces: readonly Piece[]): FrameText {
  const few: Piece[] = [];
  for (const piece of pieces) {
    const last = few.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') few[few.length - 1] = last + piece;
    else few.push(piece);
  }
  const [only] = few;
  return typeof only === 'string' && few.length === 1 ? only : few;
}

function lengthOf(text: FrameText | FrameBatch): number {
  if (text instanceof FrameBatch) return text.bytes.length;
  return typeof text === 'string' ? text.length : text.reduce((sum, { length }) => sum + length, 0);
}
