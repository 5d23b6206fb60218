/**
 * What no client should send, for every method there is: arguments of the wrong type, missing members, broken JSON and
 * IDs of nothing. The cases are made from the method table, the schemas and one good call of each method.
 */
import assert from 'node:assert/strict';
import { before, describe, it, after } from 'node:test';
import * as v from 'valibot';
import { schemas } from '../../server/schemas/index.js';
import { encodeArguments, methodTable, type ArgumentEncoding, type MethodName } from '../../src/index.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';
import { methodSamples } from '../helpers/method-samples.js';
import type { RawClient } from '../helpers/raw-client.js';
import { documentedErrors } from './coverage.js';

/** Errors every method may answer, besides those its documentation names. */
const ANYWHERE = [0, 803];

/** Members of whatever type are taken as zero values (protocol 3.2): media elements, and what a phone should show. */
const LOOSE_MEMBERS: ReadonlySet<string> = new Set([
  'sourcePicture',
  'bigPicture',
  'snapshotPicture',
  'offlinePushInfo',
]);

/** Its members are values rather than types (protocol 3.2). */
const TYPES_ARE_VALUES: ReadonlySet<MethodName> = new Set<MethodName>(['setSelfInfo']);

type Case = { readonly what: string; readonly data: string; readonly codes: readonly number[] };

const names = (Object.keys(methodTable) as MethodName[]).filter((name) => name !== 'login' && name !== 'logout');

function casesOf(name: MethodName): Case[] {
  const encoding: ArgumentEncoding = methodTable[name].encoding;
  const good = encodeArguments(name, methodSamples[name]);
  switch (encoding.kind) {
    case 'none':
      return ['{', '7', 'anything'].map((data) => ({ what: `${data} for no argument`, data, codes: [0] }));
    case 'text':
      return [];
    case 'json':
      return [...brokenOuter(name), ...memberCases(name, good, [])];
    case 'object':
      return [
        ...brokenOuter(name),
        ...memberCases(name, good, [...encoding.jsonMembers, ...(encoding.optionalJsonMembers ?? [])]),
      ];
    case 'wrapped':
      return [
        ...brokenOuter(name),
        { what: `no ${encoding.member}`, data: '{}', codes: [1001] },
        { what: `${encoding.member} is no JSON`, data: JSON.stringify({ [encoding.member]: '{' }), codes: [803] },
        { what: `${encoding.member} is a list`, data: JSON.stringify({ [encoding.member]: '[]' }), codes: [803] },
      ];
  }
}

function brokenOuter(name: MethodName): Case[] {
  const texts = ['', '{', 'nope', '7', 'true', 'null', '"text"'];
  const wrongShape = isListArgument(name) ? '{}' : '[]';
  return [...texts, wrongShape].map((data) => ({ what: `${data || 'nothing'} as data`, data, codes: [1001] }));
}

function isListArgument(name: MethodName): boolean {
  return Array.isArray(methodSamples[name][0]);
}

/** Each member missing and of each wrong type; JSON members also broken and of the wrong content. */
function memberCases(name: MethodName, good: string, jsonMembers: readonly string[]): Case[] {
  if (isListArgument(name)) {
    return [{ what: 'a number among the IDs', data: '["a",7]', codes: [1001] }];
  }
  const outer = JSON.parse(good) as Record<string, unknown>;
  return Object.keys(outer)
    .filter((member) => Object.hasOwn(entriesOf(name), member) && !LOOSE_MEMBERS.has(member))
    .flatMap((member) => {
      const put = (value: unknown): string => JSON.stringify({ ...outer, [member]: value });
      const cases: Case[] = [];
      if (isRequired(name, member)) cases.push({ what: `no ${member}`, data: put(undefined), codes: [1001] });
      if (jsonMembers.includes(member)) {
        const wrongShape = Array.isArray(JSON.parse(String(outer[member]) || '{}')) ? '{}' : '[]';
        for (const text of ['{', 'nope', '7', 'true', wrongShape]) {
          cases.push({ what: `${text} as ${member}`, data: put(text), codes: [803] });
        }
        return cases;
      }
      const codes = [TYPES_ARE_VALUES.has(name) ? 803 : 1001];
      for (const value of ['text', 7, true, null, [], {}]) {
        if (typeof value === typeof outer[member]) continue;
        cases.push({ what: `${JSON.stringify(value)} as ${member}`, data: put(value), codes });
      }
      return cases;
    });
}

function entriesOf(name: MethodName): Record<string, v.GenericSchema> {
  const schema: unknown = schemas[name];
  return (schema as { entries?: Record<string, v.GenericSchema> }).entries ?? {};
}

function isRequired(name: MethodName, member: string): boolean {
  const entry = entriesOf(name)[member];
  return entry !== undefined && !v.safeParse(entry, undefined).success;
}

describe('arguments no client should send', () => {
  let gateway: GatewayFixture;
  let ann: RawClient;
  let bob: RawClient;
  const ended: (() => Promise<void>)[] = [];

  before(async () => {
    const teardown = { after: (callback: () => Promise<void>) => ended.push(callback) };
    const rateLimit = { perSecond: 1_000_000, burst: 1_000_000 };
    gateway = await GatewayFixture.start(teardown as never, { rateLimit });
    [ann, bob] = await gateway.people('ann', 'bob');
  });

  after(async () => {
    for (const end of ended) await end();
  });

  /** Nobody was told of anything, and both can go on. */
  async function nothingHappened(alsoToCaller: boolean): Promise<void> {
    for (const client of [ann, bob]) await client.settle();
    const [toAnn, toBob] = [ann.eventNames, bob.eventNames];
    ann.frames = [];
    bob.frames = [];
    assert.deepEqual(toBob, [], 'a bystander was told of something');
    if (alsoToCaller) assert.deepEqual(toAnn, []);
  }

  for (const name of names) {
    const cases = casesOf(name);
    if (cases.length === 0) continue;
    it(`${name}: ${String(cases.length)} cases`, async () => {
      for (const { what, data, codes } of cases) {
        const { event, errCode, errMsg } = await ann.request(methodTable[name].wire, data);
        assert.equal(event, methodTable[name].wire);
        assert(codes.includes(errCode), `${what}: ${String(errCode)} ${errMsg}`);
        assert.equal(errMsg === '', errCode === 0, what);
      }
      // What takes no argument has done what it does.
      await nothingHappened(cases.every(({ codes }) => !codes.includes(0)));
    });
  }

  it('there is a case for every method whose argument has a shape', () => {
    const shapeless = names.filter((name) => casesOf(name).length === 0);
    const texts = names.filter((name) => methodTable[name].encoding.kind === 'text');
    assert.deepEqual(shapeless, texts);
  });

  const documented = documentedErrors({ inherited: true });
  for (const name of names) {
    it(`${name} with IDs of nothing answers as documented`, async () => {
      const { errCode, errMsg } = await ann.call(name, ...methodSamples[name]);
      const codes = [...ANYWHERE, ...(documented.get(name) ?? [])];
      assert(codes.includes(errCode), `${String(errCode)} ${errMsg}`);
      await nothingHappened(false);
    });
  }
});
