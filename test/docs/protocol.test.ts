/**
 * What docs/protocol.md shows is what travels: its frames are played on real sockets. Lists there and in
 * docs/domain-rules.md are the code's own.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import * as notices from '../../server/notifications.js';
import {
  CloseCode,
  countsAsUnread,
  encodeFrame,
  methodTable,
  SENDABLE_TYPES,
  type ArgumentEncoding,
} from '../../src/protocol/index.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';
import { groupItem, memberItem } from '../helpers/group-samples.js';
import { RawClient } from '../helpers/raw-client.js';
import { Snippets } from './snippets.js';

const PAGE = 'docs/protocol.md';
const text = readFileSync(PAGE, 'utf8');
const rules = readFileSync('docs/domain-rules.md', 'utf8');

/** `ada 2 ← {"event":…}`: whose connection, which way, and what. */
type Line = { readonly label: string; readonly isSent: boolean; readonly content: string };

function linesOf(block: string): Line[] {
  return block
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, label, arrow, content] = /^(\w+(?: \d)?) +([→←]) (.+)$/.exec(line) ?? [];
      if (label === undefined || content === undefined) throw new Error(`${PAGE}: what is "${line}"?`);
      return { label, isSent: arrow === '→', content };
    });
}

/** Whether a text is what the page shows, where `…` stands for anything. */
function isShown(shown: string, actual: string): boolean {
  const parts = shown.split('…').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('[^]*')}$`).test(actual);
}

/** Plays the lines of one example. Connections are logged in already, but for those that are opened in it. */
class Dialogue {
  readonly #gateway: GatewayFixture;
  readonly #clients = new Map<string, RawClient>();
  /** Frames of each connection that were shown. */
  readonly #shown = new Map<string, number>();
  #groupID = '';

  constructor(gateway: GatewayFixture) {
    this.#gateway = gateway;
  }

  async play(lines: readonly Line[]): Promise<void> {
    for (const { label, content } of lines) {
      if (this.#clients.has(label)) continue;
      const client = content.startsWith('ws:') ? await this.#open(label, content) : await this.#logIn(label);
      this.#clients.set(label, client);
    }
    for (const line of lines) await this.#step(line);
    for (const [label, client] of this.#clients) {
      await client.settle();
      const left = client.frames.slice(this.#shown.get(label) ?? 0);
      assert.deepEqual(left, [], `${label} gets more than the page shows`);
      await client.close();
    }
  }

  async #step({ label, isSent, content }: Line): Promise<void> {
    const client = this.#clients.get(label)!;
    if (!isSent) {
      const index = this.#shown.get(label) ?? 0;
      while (client.frames.length <= index) await client.next(content, () => true);
      const actual = encodeFrame(client.frames[index]!);
      assert.ok(isShown(content, actual), `${label} gets\n${actual}\nand not\n${content}`);
      this.#shown.set(label, index + 1);
      this.#groupID = /\\"groupID\\":\\"(\d+)\\"/.exec(actual)?.[1] ?? this.#groupID;
    } else if (!content.startsWith('ws:')) {
      client.send(this.#filledIn(content, client.token));
    }
  }

  #logIn(label: string): Promise<RawClient> {
    return this.#gateway.connect(userOf(label));
  }

  async #open(label: string, address: string): Promise<RawClient> {
    const userID = userOf(label);
    const token = await this.#gateway.token(userID);
    const { pathname, search } = new URL(this.#filledIn(address, token));
    return RawClient.open(`${this.#gateway.url.replace('http', 'ws')}${pathname}${search}`, userID, token);
  }

  /** What is sent, with what only a run knows. */
  #filledIn(shown: string, token: string): string {
    const filled = shown
      .replace(/(token=|\\"token\\":\\")…/, `$1${token}`)
      .replace(/(\\"groupID\\":\\")…/, `$1${this.#groupID}`);
    assert.ok(!filled.includes('…'), `nobody knows what is left out of ${shown}`);
    return filled;
  }
}

function userOf(label: string): string {
  return label.replace(/ \d$/, '');
}

/** The members of a method's argument that are JSON text, as the page says it. */
function shownMembers(encoding: ArgumentEncoding): string {
  const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
  if (encoding.kind === 'wrapped') return `${list([encoding.member])}: the whole argument`;
  if (encoding.kind !== 'object') return '';
  const { jsonMembers, optionalJsonMembers = [] } = encoding;
  const optional = optionalJsonMembers.length > 0 ? [`if given ${list(optionalJsonMembers)}`] : [];
  return [...(jsonMembers.length > 0 ? [list(jsonMembers)] : []), ...optional].join('; ');
}

/** Cells of the rows below a head, which may be its first cells only. */
function rowsOf(head: string, page = text): string[][] {
  const [, table = ''] = new RegExp(`^\\| ${head} \\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)`, 'm').exec(page) ?? [];
  return table
    .trimEnd()
    .split('\n')
    .map((row) => row.slice(2, -2).split(' | '));
}

describe(PAGE, () => {
  it('should show frames as they travel', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada', 'bob', 'cid');
    const blocks = new Snippets().takeAll(PAGE, 'text');
    assert.ok(blocks.length > 5);
    // In their order: later ones go on from what earlier ones did.
    for (const block of blocks) await new Dialogue(gateway).play(linesOf(block));
  });

  it('should say which members are JSON text', () => {
    const shown = rowsOf('`reqFuncName` \\| members that are JSON text').flatMap(([names = '', members]) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, wire]) => [wire, members]),
    );
    const expected = Object.values(methodTable)
      .map(({ wire, encoding }) => [wire, shownMembers(encoding)])
      .filter(([, members]) => members !== '');
    assert.deepEqual(shown.sort(), expected.sort());
  });

  it('should name the methods that are called otherwise on the wire', () => {
    const others = Object.entries(methodTable).flatMap(([name, { wire }]) =>
      wire.toLowerCase() === name.toLowerCase() ? [] : [wire],
    );
    const [, sentence = ''] = /Four names are longer: ([^]*?)\./.exec(text) ?? [];
    assert.deepEqual([...sentence.matchAll(/`(\w+)`/g)].map(([, wire]) => wire).sort(), others.sort());
  });

  it('should have every close code', () => {
    const codes = rowsOf('close code').map(([code]) => Number(code));
    assert.deepEqual(codes, Object.values(CloseCode).sort());
  });
});

/** `101 to 103, 105–107` as numbers. */
function numbersIn(list: string): number[] {
  return [...list.matchAll(/(\d{3,4})(?:(?:–| to )(\d{3,4}))?/g)].flatMap(([, first, last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index),
  );
}

describe('docs/domain-rules.md', () => {
  it('should list the types that can be sent', () => {
    const [, list = ''] = /^The types (.+?)\./m.exec(rules) ?? [];
    assert.deepEqual(numbersIn(list), [...SENDABLE_TYPES].sort());
  });

  it('should say which types count as unread', () => {
    const shown = rowsOf('contentType \\| content', rules).flatMap(([types = '', , , , answer]) =>
      numbersIn(types).map((type) => [type, answer === 'yes'] as const),
    );
    assert.ok([...SENDABLE_TYPES].every((type) => shown.some(([listed]) => listed === type)));
    assert.deepEqual(
      shown.filter(([type, counts]) => countsAsUnread(type) !== counts),
      [],
    );
  });

  it('should name what notices of groups say', () => {
    const [group, ann, bob] = [groupItem('1'), memberItem('1', 'ann'), memberItem('1', 'bob')];
    const said = [
      notices.groupCreated(group, ann, [bob], 0),
      notices.groupInfoSet(group, ann),
      notices.memberQuit(group, bob, 0),
      notices.ownerTransferred(group, ann, bob, 0),
      notices.membersKicked(group, ann, [bob], 0),
      notices.membersInvited(group, ann, [bob], 0),
      notices.memberEntered(group, ann, bob, 0),
      notices.groupDismissed(group, ann, 0),
      notices.memberMuted(group, ann, bob, 60, 0),
      notices.memberMuted(group, ann, bob, 0, 0),
      notices.groupMuted(group, ann, true, 0),
      notices.groupMuted(group, ann, false, 0),
    ].map(({ contentType, detail }) => [contentType, Object.keys(detail).sort()]);
    const shown = rowsOf('contentType \\| what happened', rules).flatMap(([types = '', , members = '']) =>
      numbersIn(types).map((type) => [type, [...members.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort()]),
    );
    assert.deepEqual(shown.slice(1), said);
  });
});
