import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createConnection, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeArguments, isEventName, methodTable, type MethodName } from '../../src/protocol/index.js';
import { GatewayProcess } from '../faults/gateway-process.js';
import { sendText } from '../helpers/gateway-fixture.js';
import { methodSamples } from '../helpers/method-samples.js';
import { RawClient } from '../helpers/raw-client.js';

const FRAMES = 5000;
/** Frames on one connection, which the next one replaces. */
const FRAMES_PER_CONNECTION = 250;
const WARM_UP_FRAMES = 1000;
const MAX_GROWTH_BYTES = 50 * 1024 * 1024;

/** A frame as it goes over the wire: its text, or bytes that are no proper frame. */
type Bad =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

const text = (value: string): Bad => ({ kind: 'text', text: value });
const bytes = (value: Uint8Array): Bad => ({ kind: 'bytes', bytes: value });

const methodNames = Object.keys(methodTable) as MethodName[];
/** A logout ends the connection as it should, so it is tried with arguments that are none. */
const samples = methodNames
  .filter((name) => name !== 'logout')
  .map((name) => ({
    wire: methodTable[name].wire,
    data: encodeArguments(name, methodSamples[name]),
  }));

/** What does harm where somebody trusts it. */
const poison = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  '\0',
  '\ud800',
  '__proto__',
  'constructor',
  'x'.repeat(70_000),
  '{"__proto__":{"polluted":true}}',
  '[[[[[[[[[[]]]]]]]]]]',
  "'; DROP TABLE messages; --",
  '../../gateway.db',
  [],
  [[]],
  {},
  { length: 1e9 },
  { toString: null, valueOf: null },
  Array.from({ length: 2000 }, String),
);

/** The arguments of a method with a member replaced, taken out or put in, or a character changed. */
const mutated = fc
  .record({
    sample: fc.constantFrom(...samples),
    how: fc.constantFrom('replace', 'remove', 'add', 'whole', 'cut', 'character', 'prototype', 'name'),
    place: fc.nat(1000),
    value: fc.oneof(poison, fc.jsonValue()),
  })
  .map(({ sample: { wire, data }, how, place, value }): Bad => {
    const frame = (changed: unknown, reqFuncName: unknown = wire): Bad =>
      text(JSON.stringify({ reqFuncName, operationID: `f${place}`, userID: 'mallory', data: changed }));
    const members = parsed(data);
    const name = members && Object.keys(members)[place % Math.max(1, Object.keys(members).length)];
    switch (how) {
      case 'replace':
        return frame(name === undefined ? value : JSON.stringify({ ...members, [name]: value }));
      case 'remove':
        return frame(name === undefined ? undefined : JSON.stringify({ ...members, [name]: undefined }));
      case 'add':
        return frame(JSON.stringify({ ...members, [JSON.stringify(value)]: value }));
      case 'whole':
        return frame(place % 2 === 0 ? value : JSON.stringify(value));
      case 'cut':
        return frame(data.slice(0, place % (data.length + 1)));
      case 'prototype':
        return frame(`{"__proto__":${JSON.stringify(value)},"constructor":{"prototype":{"polluted":true}}}`);
      case 'name':
        return frame(data, value);
      default: {
        const at = place % (data.length + 1);
        return frame(`${data.slice(0, at)}${String.fromCharCode(place * 31)}${data.slice(at + 1)}`);
      }
    }
  });

function parsed(data: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const deep = fc
  .record({ depth: fc.integer({ min: 100, max: 100_000 }), open: fc.constantFrom('[', '{"a":', '[{"__proto__":') })
  .map(({ depth, open }) => {
    const nested = open.repeat(depth);
    return depth % 2 === 0
      ? text(nested)
      : text(JSON.stringify({ reqFuncName: 'SendMessage', operationID: 'deep', data: nested }));
  });

/** Frames of the WebSocket layer: any first byte (reserved bits, opcodes), any length that is said, masked or not. */
const wire = fc
  .record({
    first: fc.integer({ min: 0, max: 255 }),
    second: fc.integer({ min: 0, max: 255 }),
    rest: fc.uint8Array({ maxLength: 300 }),
  })
  .map(({ first, second, rest }) => bytes(Buffer.concat([Buffer.from([first, second]), rest])));
const badUTF8 = fc
  .uint8Array({ minLength: 1, maxLength: 100 })
  .map((payload) => bytes(masked(0x81, Buffer.concat([payload, Buffer.from([0xc3, 0x28])]))));
const binary = fc.uint8Array({ maxLength: 2000 }).map((payload) => bytes(masked(0x82, Buffer.from(payload))));

const badFrames: fc.Arbitrary<Bad> = fc.oneof(
  { weight: 12, arbitrary: mutated },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 2000 }).map(text) },
  { weight: 2, arbitrary: fc.json().map(text) },
  { weight: 1, arbitrary: deep },
  { weight: 2, arbitrary: binary },
  { weight: 1, arbitrary: wire },
  { weight: 1, arbitrary: badUTF8 },
);

/** One short frame from a client. */
function masked(first: number, payload: Buffer): Buffer {
  const head =
    payload.length < 126
      ? Buffer.from([first, 0x80 | payload.length])
      : Buffer.from([first, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

/** A connection that answers nothing by itself, so that it may send any bytes. */
async function rawSocket(gateway: GatewayProcess, token: string): Promise<Socket> {
  const socket = createConnection(gateway.port, '127.0.0.1');
  socket.on('error', () => undefined);
  const query = new URLSearchParams({ sendID: 'mallory', token, platformID: '5' });
  const head = [
    `GET /?${query} HTTP/1.1`,
    'Host: gateway',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

/** Sends the bytes and says goodbye; resolves when the gateway has closed, as it has to in either case. */
async function throwBytes(gateway: GatewayProcess, token: string, thrown: Uint8Array): Promise<void> {
  const socket = await rawSocket(gateway, token);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.resume();
  socket.write(thrown);
  socket.end();
  await closed;
}

describe('frames that are none', () => {
  // To see it fail: the 'error' listener taken out of Session's constructor: the process ends at the first broken frame;
  // with the try around JSON.parse taken out of decodeRequest: it ends at the first text that is no JSON.
  it('are each answered with a code or closed, and nothing else changes', async (t) => {
    const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    t.diagnostic(`FUZZ_SEED=${seed}`);
    const gateway = await GatewayProcess.start(t, {
      logLevel: 'error',
      handshakeRateLimit: { perSecond: 1e6, burst: 1e6 },
      userRateLimit: { perSecond: 1e6, burst: 1e6 },
    });
    await gateway.register('alice', 'bob', 'mallory');
    const token = await gateway.token('mallory');
    const enter = async (userID: string): Promise<RawClient> => {
      const own = userID === 'mallory' ? token : await gateway.token(userID);
      const query = new URLSearchParams({ sendID: userID, token: own, platformID: '5' });
      const client = await RawClient.open(`${gateway.url.replace('http', 'ws')}/?${query}`, userID, own);
      assert.equal((await client.logIn()).errCode, 0);
      return client;
    };
    const [alice, bob] = [await enter('alice'), await enter('bob')];

    // Made before anything is measured: what it takes to make them is not the gateway's.
    const frames = fc.sample(badFrames, { seed, numRuns: FRAMES });
    const texts = frames.flatMap((frame) => (frame.kind === 'text' ? [frame.text] : []));
    const thrown = frames.flatMap((frame) => (frame.kind === 'bytes' ? [frame.bytes] : []));
    // A process takes once what its work needs; what counts is whether it goes on growing.
    let warmBytes = 0;

    const codes = new Map<number, number>();
    for (let from = 0; from < texts.length; from += FRAMES_PER_CONNECTION) {
      const client = await enter('mallory');
      await client.forget();
      const part = texts.slice(from, from + FRAMES_PER_CONNECTION);
      for (const frame of part) client.send(frame);
      const last = await client.request('GetLoginStatus');
      const answers = client.frames.filter((frame) => !isEventName(frame.event) && frame !== last);
      assert.equal(answers.length, part.length, 'each frame has its answer');
      for (const { errCode } of answers) codes.set(errCode, (codes.get(errCode) ?? 0) + 1);
      await client.close();
      await sendText(alice, 'bob', `after ${from}`);
      if (from === WARM_UP_FRAMES - FRAMES_PER_CONNECTION) warmBytes = await gateway.collectedMemoryBytes();
    }
    for (const [index, frame] of thrown.entries()) {
      await throwBytes(gateway, token, frame);
      if (index % 100 === 0) await sendText(alice, 'bob', `bytes ${index}`);
    }
    const grownBytes = (await gateway.collectedMemoryBytes()) - warmBytes;

    await bob.event('OnRecvNewMessage', ({ data }) => data.includes('after 0'));
    assert.equal(await bob.ok('getLoginUser'), 'bob');
    assert.equal(gateway.errors, '', 'nothing of it is an error of ours');
    assert.equal(codes.get(812) ?? 0, 0, 'nothing breaks inside');
    assert.ok(grownBytes < MAX_GROWTH_BYTES, `${grownBytes} bytes more`);
    const table = [...codes].sort(([, a], [, b]) => b - a).map(([code, count]) => `${code}: ${count}`);
    t.diagnostic(
      `${texts.length} texts answered (${table.join(', ')}), ${thrown.length} broken frames, memory +${Math.round(grownBytes / 2 ** 20)} MB`,
    );
  });
});
