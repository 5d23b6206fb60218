/** What tests ask about the frames a RawClient got. */
import assert from 'node:assert/strict';
import {
  isEventName,
  parse,
  type EventName,
  type Events,
  type Json,
  type MethodArgs,
  type MethodData,
  type MethodName,
  type WsResponse,
} from '../../src/protocol/index.js';
import type { RawClient } from './raw-client.js';

/** The type behind a JSON string. */
export type Parsed<Data> = Data extends Json<infer Value> ? Value : never;

/** Everything that came since the last time somebody asked, replies included, in order. */
export async function takeFrames(client: RawClient): Promise<WsResponse[]> {
  await client.settle();
  const { frames } = client;
  client.frames = [];
  return frames;
}

/** As {@link takeFrames}, without the replies. */
export async function takeEvents(client: RawClient): Promise<WsResponse[]> {
  return (await takeFrames(client)).filter(({ event }) => isEventName(event));
}

export function names(frames: readonly WsResponse[]): string[] {
  return frames.map(({ event }) => event);
}

/** The parsed `data` of the only event by that name among `frames`. */
export function only<Name extends EventName>(frames: readonly WsResponse[], name: Name): Parsed<Events[Name]> {
  const [first, ...more] = every(frames, name);
  assert(
    first && more.length === 0,
    `${name} came ${String(more.length)} times among ${names(frames).join(', ')}`,
  );
  return first;
}

/** The parsed `data` of each event by that name among `frames`, in order. */
export function every<Name extends EventName>(frames: readonly WsResponse[], name: Name): Parsed<Events[Name]>[] {
  return frames.filter(({ event }) => event === name).map(({ data }) => JSON.parse(data) as Parsed<Events[Name]>);
}

/** The parsed `data` of a call that succeeds. */
export async function get<Name extends MethodName>(
  client: RawClient,
  name: Name,
  ...args: MethodArgs<Name>
): Promise<Parsed<MethodData<Name>>> {
  return parse<unknown>(await client.ok(name, ...args)) as Parsed<MethodData<Name>>;
}

/** Makes sure that a call fails with the code, and that its reply is nothing but the error. */
export async function fails<Name extends MethodName>(
  client: RawClient,
  code: number,
  name: Name,
  ...args: MethodArgs<Name>
): Promise<void> {
  const { errCode, errMsg, data } = await client.call(name, ...args);
  assert.equal(errCode, code, `${name} of ${client.userID} answered ${String(errCode)} ${errMsg}`);
  assert.equal(data, '');
  assert.notEqual(errMsg, '');
}
