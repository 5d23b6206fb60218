/** The three clients the scenario is run through, behind one interface: what an application sees of each. */
import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import {
  eventTable,
  methodTable,
  OpenIMSDK,
  type Clock,
  type EventName,
  type MethodArgs,
  type MethodName,
  type WsResponse,
} from '../../src/index.js';
import { originalModule, type OriginalVersion } from '../helpers/original-client.js';
import { OriginalPage } from './original-page.js';

/** How long an event is waited for before the step fails. */
const PATIENCE_MS = 60_000;

/** One client as an application has it: methods that answer frames, and events. */
export interface ConformanceClient {
  /** The frame a method resolves to or rejects with. */
  call<Name extends MethodName>(name: Name, ...args: MethodArgs<Name>): Promise<WsResponse>;
  /** The events since the last time somebody asked, in order. */
  takeEvents(): WsResponse[];
  /** The first event of the name since then; it is not taken. */
  waitFor(name: EventName): Promise<WsResponse>;
}

/** A kind of client. */
export interface ClientKind {
  /** A client that has not logged in. */
  create(clock: Clock): ConformanceClient;
  /** After the last one: nothing of them may go on. */
  dispose(): void;
}

type AnyClient = Record<MethodName, (...args: readonly unknown[]) => Promise<unknown>> & {
  on(event: string, listener: (frame: WsResponse) => void): unknown;
};

/** The published client, unmodified. */
export function originalKind(version: OriginalVersion): ClientKind {
  const page = OriginalPage.install();
  const { OpenIMSDK: Original } = originalModule(version);
  return {
    create: () => new Adapter(new Original() as unknown as AnyClient),
    dispose: () => page.close(),
  };
}

/** Our own. */
export function ownKind(): ClientKind {
  const sdks: OpenIMSDK[] = [];
  const createSocket = (url: string, subprotocols: string[]): WebSocket => new WebSocket(url, subprotocols);
  return {
    create: (clock) => {
      const sdk = new OpenIMSDK({ clock, createSocket, storage: 'memory' });
      sdks.push(sdk);
      return new Adapter(sdk as unknown as AnyClient);
    },
    dispose: () => {
      for (const sdk of sdks) sdk.close();
    },
  };
}

class Adapter implements ConformanceClient {
  readonly #sdk: AnyClient;
  readonly #watchers = new Set<() => void>();
  #events: WsResponse[] = [];
  #calls = 0;

  constructor(sdk: AnyClient) {
    this.#sdk = sdk;
    // What our extensions of the protocol add comes beside the events that all clients get.
    const names = (Object.keys(eventTable) as EventName[]).filter((name) => eventTable[name].era !== 'extension');
    for (const name of names) {
      sdk.on(name, (frame) => {
        this.#events.push(frame);
        for (const watcher of this.#watchers) watcher();
      });
    }
  }

  /** Every answer must carry the operationID it was asked under, and the method's name on the wire. */
  async call<Name extends MethodName>(name: Name, ...args: MethodArgs<Name>): Promise<WsResponse> {
    const operationID = `operation-${String(++this.#calls)}`;
    // The published clients take that of a login from its configuration.
    const given = name === 'login' ? [{ ...(args[0] as object), operationID }] : [...args, operationID];
    let frame: WsResponse;
    try {
      frame = frameOf(await this.#sdk[name](...given));
    } catch (error) {
      frame = frameOf(error);
    }
    assert.equal(frame.operationID, operationID, `operationID of ${name}`);
    assert.equal(frame.event, methodTable[name].wire, `event of ${name}`);
    return frame;
  }

  takeEvents(): WsResponse[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  waitFor(name: EventName): Promise<WsResponse> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#watchers.delete(look);
        reject(new Error(`${name} did not come`));
      }, PATIENCE_MS);
      const look = (): void => {
        const found = this.#events.find(({ event }) => event === name);
        if (!found) return;
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }
}

/** The members of a frame, of an error that carries them as well. @throws the error that is no answer at all */
function frameOf(value: unknown): WsResponse {
  const { event, errCode, errMsg, data, operationID } = (value ?? {}) as Partial<WsResponse>;
  if (
    typeof event === 'string' &&
    typeof errCode === 'number' &&
    typeof errMsg === 'string' &&
    typeof data === 'string' &&
    typeof operationID === 'string'
  ) {
    return { event, errCode, errMsg, data, operationID };
  }
  throw value instanceof Error ? value : new Error(`no frame: ${JSON.stringify(value)}`);
}
