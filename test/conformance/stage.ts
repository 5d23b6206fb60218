import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { GatewayOptions } from '../../server/gateway.js';
import {
  eventTable,
  type EventName,
  type InitConfig,
  type MethodArgs,
  type MethodName,
  type WsResponse,
} from '../../src/index.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';
import type { ClientKind, ConformanceClient } from './clients.js';
import { Coverage } from './coverage.js';
import { match } from './match.js';

/** An event and what its data must be: parsed where it is JSON, else the text. */
export type ExpectedEvent = readonly [name: EventName, data: unknown];

/** Events whose data is plain text; that of all others is JSON, or empty. */
const TEXT_EVENTS: ReadonlySet<string> = new Set<EventName>([
  'OnRecvMessageRevoked',
  'OnTotalUnreadMessageCountChanged',
]);

/** One client of a person in the scenario. */
export class Person {
  readonly userID: string;
  readonly client: ConformanceClient;
  readonly #coverage: Coverage;

  constructor(userID: string, client: ConformanceClient, coverage: Coverage) {
    this.userID = userID;
    this.client = client;
    this.#coverage = coverage;
  }

  /** Calls a method that must succeed with exactly this text as data. */
  async says<Name extends MethodName>(expected: string, name: Name, ...args: MethodArgs<Name>): Promise<void> {
    assert.equal((await this.#succeed(name, args)).data, expected, `data of ${name}`);
    this.#coverage.success(name);
  }

  /** Calls a method that must succeed with exactly this as parsed data; returns that. */
  async answers<T = never, Name extends MethodName = MethodName>(
    expected: unknown,
    name: Name,
    ...args: MethodArgs<Name>
  ): Promise<T> {
    const data = parsed((await this.#succeed(name, args)).data);
    match(data, expected, name);
    this.#coverage.success(name);
    return data as T;
  }

  /** Calls a method that must succeed; its data is of no interest here. */
  async does<Name extends MethodName>(name: Name, ...args: MethodArgs<Name>): Promise<string> {
    return (await this.#succeed(name, args)).data;
  }

  /** Calls a method that must fail with the code. */
  async fails<Name extends MethodName>(code: number, name: Name, ...args: MethodArgs<Name>): Promise<void> {
    const frame = await this.client.call(name, ...args);
    assert.equal(frame.errCode, code, `${name} answered ${String(frame.errCode)} ${frame.errMsg} ${frame.data}`);
    assert.notEqual(frame.errMsg, '', `${name} says no reason`);
    this.#coverage.error(name, code);
  }

  /** Everything sent to this client by now has become events when this resolves. */
  async settle(): Promise<void> {
    await this.#succeed('getSelfUserInfo', []);
  }

  async #succeed<Name extends MethodName>(name: Name, args: MethodArgs<Name>): Promise<WsResponse> {
    const frame = await this.client.call(name, ...args);
    assert.equal(frame.errCode, 0, `${name} failed: ${String(frame.errCode)} ${frame.errMsg}`);
    assert.equal(frame.errMsg, '');
    return frame;
  }
}

/** A gateway, the people at it, and what they have tried so far. The gateway ends with the test, after {@link leave}. */
export class Stage {
  readonly kind: ClientKind;
  readonly gateway: GatewayFixture;
  readonly coverage: Coverage;
  readonly #people = new Map<string, Person>();

  private constructor(kind: ClientKind, gateway: GatewayFixture, coverage: Coverage) {
    this.kind = kind;
    this.gateway = gateway;
    this.coverage = coverage;
  }

  static async open(
    test: TestContext,
    kind: ClientKind,
    options: Partial<GatewayOptions> = {},
    coverage = new Coverage(),
  ): Promise<Stage> {
    const gateway = await GatewayFixture.start(test, options);
    return new Stage(kind, gateway, coverage);
  }

  get nowMs(): number {
    return this.gateway.clock.now();
  }

  get nowS(): number {
    return Math.floor(this.nowMs / 1000);
  }

  /** Some of the people, by the names they entered under. */
  who<const Names extends readonly string[]>(...names: Names): { [Index in keyof Names]: Person } {
    return names.map((name) => {
      const person = this.#people.get(name);
      if (!person) throw new Error(`${name} is not on stage`);
      return person;
    }) as { [Index in keyof Names]: Person };
  }

  /** A client of a registered user that has not logged in; nobody waits for its events. */
  newcomer(userID: string): Person {
    return new Person(userID, this.kind.create(this.gateway.clock), this.coverage);
  }

  async config(userID: string, platformID = 5): Promise<InitConfig> {
    const token = await this.gateway.token(userID, platformID);
    return { userID, token, url: this.gateway.url.replace('http', 'ws'), platformID };
  }

  /** Logs a client of a registered user in, under its user's ID or another name. */
  async enter(userID: string, name = userID): Promise<Person> {
    const person = this.newcomer(userID);
    await person.says('', 'login', await this.config(userID));
    this.#people.set(name, person);
    return person;
  }

  /**
   * What came since the last time: exactly these events in this order, to each person named, and nothing at all to all
   * others.
   */
  async came(expected: Readonly<Record<string, readonly ExpectedEvent[]>>): Promise<void> {
    for (const [name, person] of this.#people) {
      await person.settle();
      const events = person.client.takeEvents();
      const wanted = expected[name] ?? [];
      assert.deepEqual(
        events.map(({ event }) => event),
        wanted.map(([event]) => event),
        `events of ${name}`,
      );
      wanted.forEach(([event, data], index) => {
        const frame = events[index];
        const { operationID } = eventTable[event];
        match(frame, { event, errCode: 0, errMsg: '', data: frame?.data, operationID }, `the frame of ${event}`);
        match(eventData(event, frame?.data ?? ''), data, `${event} to ${name}`);
        this.coverage.event(event);
      });
    }
  }

  /** Drops what came: another step looks at it. */
  async forget(): Promise<void> {
    for (const person of this.#people.values()) {
      await person.settle();
      person.client.takeEvents();
    }
  }

  /**
   * Logs everybody out. Before the gateway ends: a published client that loses its connection reconnects for ever, and
   * its logout is never answered.
   */
  async leave(): Promise<void> {
    for (const { client } of this.#people.values()) await client.call('logout');
  }
}

function eventData(event: EventName, data: string): unknown {
  return TEXT_EVENTS.has(event) ? data : parsed(data);
}

/** Parsed data; latest messages of conversations, which are JSON strings inside, are parsed as well. */
function parsed(data: string): unknown {
  return data === '' ? '' : withParsedLatest(JSON.parse(data));
}

function withParsedLatest(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withParsedLatest);
  if (typeof value !== 'object' || value === null || !('latestMsg' in value)) return value;
  const { latestMsg } = value;
  assert.equal(typeof latestMsg, 'string', 'latestMsg is no string');
  return { ...value, latestMsg: latestMsg === '' ? '' : (JSON.parse(latestMsg as string) as unknown) };
}
