import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { Session } from '../../server/session.js';
import { ManualClock } from '../helpers/manual-clock.js';

const UNLIMITED = { perSecond: 1e6, burst: 1e6 };
const ADA = { userID: 'ada', platformID: 5, address: '', isVerified: true, extended: false };

/** As much of a socket as a session needs, over a stream that takes nothing until somebody reads it. */
class UnreadSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  readonly stream = new PassThrough({ readableHighWaterMark: 0, writableHighWaterMark: 16 * 1024 });
  isPaused = false;

  get bufferedAmount(): number {
    return this.stream.writableLength;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  send(text: string): void {
    this.stream.write(text);
  }
}

/** A session that answers each frame with as many bytes as it asks for, and the frames it has answered. */
function setUp(maxSendQueueBytes: number): {
  socket: UnreadSocket;
  answered: string[];
  ask: (bytes: number) => void;
} {
  const socket = new UnreadSocket();
  const answered: string[] = [];
  new Session(
    socket as unknown as WebSocket,
    socket.stream,
    ADA,
    { clock: new ManualClock(), rateLimit: UNLIMITED, loginRateLimit: UNLIMITED, maxSendQueueBytes },
    (session, text = '') => {
      answered.push(text);
      session.deliver('x'.repeat(Number(text)));
      return undefined;
    },
    () => undefined,
  );
  const ask = (bytes: number): void => void socket.emit('message', Buffer.from(String(bytes)), false);
  return { socket, answered, ask };
}

describe('a session whose peer does not read', () => {
  it('answers nothing more until the peer has read', async () => {
    const { socket, answered, ask } = setUp(64 * 1024);
    ask(20_000);
    await setImmediate();
    ask(1);
    await setImmediate();
    assert.deepEqual([answered, socket.isPaused], [['20000'], true]);
    const drained = once(socket.stream, 'drain');
    socket.stream.resume();
    await drained;
    assert.deepEqual([answered, socket.isPaused], [['20000', '1'], false]);
  });

  // To see it fail: isBehind of server/session.ts without writableNeedDrain.
  it('is not waited for over so little that the stream will not say when it is gone', async () => {
    const { socket, answered, ask } = setUp(16 * 1024);
    ask(5000);
    await setImmediate();
    ask(1);
    await setImmediate();
    assert.deepEqual([answered, socket.isPaused], [['5000', '1'], false]);
  });
});
