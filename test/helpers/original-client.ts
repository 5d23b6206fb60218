import { createRequire } from 'node:module';
import type { MethodName } from '../../src/protocol/index.js';

/** The published client, unmodified, as far as tests use it. */
export type OriginalModule = {
  OpenIMSDK: new () => Record<MethodName, (...args: unknown[]) => Promise<unknown>>;
  CbEvents: Record<string, string>;
  RequestFunc: Record<string, string>;
  emitter: new () => unknown;
  uuid: (userID: string) => string;
};

export const ORIGINAL_VERSIONS = ['2.0.3', '2.3.0'] as const;
export type OriginalVersion = (typeof ORIGINAL_VERSIONS)[number];

export function originalModule(version: OriginalVersion): OriginalModule {
  return createRequire(import.meta.url)(`open-im-sdk-v${version}`) as OriginalModule;
}

/** A socket that is open at once and takes what it is given. */
class CapturingSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  readonly readyState = CapturingSocket.OPEN;
  readonly sent: string[] = [];
  onopen: (() => void) | undefined;
  onmessage: ((event: { data: string }) => void) | undefined;
  onclose: (() => void) | undefined;
  onerror: (() => void) | undefined;
  static last: CapturingSocket;

  constructor() {
    CapturingSocket.last = this;
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.onclose?.();
  }
}

/** What the original client expects of the page around it. */
const page = {
  WebSocket: CapturingSocket,
  window: { navigator: { onLine: true }, URL: { createObjectURL: () => 'blob:' } },
  Worker: class {
    onmessage: (() => void) | undefined;
    terminate(): void {
      this.onmessage = undefined;
    }
  },
};

/**
 * The text of the frame the original client really sends for a call, once it is logged in as `u1`; for `login` that of
 * the login itself. The operationID is `OP`.
 */
export async function captureOriginalFrame(
  version: OriginalVersion,
  name: MethodName,
  args: readonly unknown[],
  login: object,
): Promise<string> {
  const undo = installPage();
  try {
    const sdk = new (originalModule(version).OpenIMSDK)();
    const loggedIn = sdk.login({ ...login, operationID: 'OP' });
    const socket = CapturingSocket.last;
    socket.onopen?.();
    const answer = { event: 'Login', errCode: 0, errMsg: '', data: '', operationID: 'OP' };
    // It listens only once it has sent something.
    await Promise.resolve();
    socket.onmessage?.({ data: JSON.stringify(answer) });
    await loggedIn;
    // Nothing answers the call itself: only what it sends counts. Version 2.0.3 changes its arguments.
    if (name !== 'login') void sdk[name](...structuredClone(args), 'OP').catch(() => undefined);
    return socket.sent.at(-1) ?? '';
  } finally {
    undo();
  }
}

/** Puts the page's globals in place, and silences the client's own log lines, until `undo`. */
function installPage(): () => void {
  const host = globalThis as Record<string, unknown>;
  const former = Object.keys(page).map((name) => [name, Object.getOwnPropertyDescriptor(host, name)] as const);
  for (const [name, value] of Object.entries(page)) {
    Object.defineProperty(host, name, { configurable: true, writable: true, value });
  }
  const { log } = console;
  console.log = () => undefined;
  return () => {
    console.log = log;
    for (const [name, descriptor] of former) {
      if (descriptor) Object.defineProperty(host, name, descriptor);
      else Reflect.deleteProperty(host, name);
    }
  };
}
