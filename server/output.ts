import { encodeFrame, eventTable, type EventName, type Events, type WsResponse } from '../src/protocol/index.js';
import { EscapedData } from './shared-json.js';

/** A connection, as far as sending to it goes. */
export interface Receiver {
  /** Whether it asked for messages as arrays in OnRecvNewMessages. */
  readonly batch: boolean;
  /** Sends one frame, in order. Does nothing on a socket that is gone. */
  deliver(text: string): void;
}

/** A reply or event whose data may be escaped already. */
export type Frame = Omit<WsResponse, 'data'> & { readonly data: string | EscapedData };

/**
 * What one task wants sent, in order. It is sent when the task is committed, and dropped when it is undone.
 */
export class Output {
  #frames: { readonly receiver: Receiver; readonly text: string }[] = [];
  #undo: (() => void)[] = [];
  #afterFlush: (() => void)[] = [];
  #length = 0;

  /** How much it holds, in characters. */
  get length(): number {
    return this.#length;
  }

  frame(receiver: Receiver, frame: Frame): void {
    this.#add(receiver, textOf(frame));
  }

  /** The same event to several connections: its text is made once. */
  event<Name extends EventName>(
    receivers: Iterable<Receiver>,
    name: Name,
    data: Events[Name] | EscapedData,
  ): void {
    let single: string | undefined;
    let batched: string | undefined;
    for (const receiver of receivers) {
      const text =
        receiver.batch && name === 'OnRecvNewMessage'
          ? (batched ??= eventText('OnRecvNewMessages', listOf(data)))
          : (single ??= eventText(name, data));
      this.#add(receiver, text);
    }
  }

  /** Takes back, when the task is undone, what it changed in memory. */
  onUndo(callback: () => void): void {
    this.#undo.push(callback);
  }

  /** Called once the task is committed and its frames are sent. */
  afterFlush(callback: () => void): void {
    this.#afterFlush.push(callback);
  }

  flush(): void {
    // Let go of one by one: what is shared among the texts of a large group stands in each of them once it is sent.
    const frames = this.#frames.reverse();
    for (let frame = frames.pop(); frame; frame = frames.pop()) frame.receiver.deliver(frame.text);
    for (const callback of this.#afterFlush) callback();
    this.#clear();
  }

  undo(): void {
    for (const callback of this.#undo.reverse()) callback();
    this.#clear();
  }

  #add(receiver: Receiver, text: string): void {
    this.#frames.push({ receiver, text });
    this.#length += text.length;
  }

  #clear(): void {
    this.#length = 0;
    this.#frames = [];
    this.#undo = [];
    this.#afterFlush = [];
  }
}

function listOf(data: string | EscapedData): string | EscapedData {
  return data instanceof EscapedData ? new EscapedData(`[${data.text}]`) : `[${data}]`;
}

function eventText(event: EventName, data: string | EscapedData): string {
  return textOf({ event, errCode: 0, errMsg: '', data, operationID: eventTable[event].operationID });
}

/** In the order of members that encodeFrame has. */
function textOf(frame: Frame): string {
  const { event, errCode, errMsg, data, operationID } = frame;
  if (!(data instanceof EscapedData)) return encodeFrame({ ...frame, data });
  const start = JSON.stringify({ event, errCode, errMsg }).slice(0, -1);
  return `${start},"data":"${data.text}","operationID":${JSON.stringify(operationID)}}`;
}
