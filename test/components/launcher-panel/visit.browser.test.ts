import { assert } from 'chai';
import { clearMemory } from '../../../components/launcher/memory.js';
import type { PanelConfig } from '../../../components/launcher/types.js';
import { Visit } from '../../../components/launcher-panel/visit.js';
import { panelConfig } from '../../../demo/gallery-panel-config.js';
import type { SupportSession, SupportSessionRequest } from '../../../src/index.js';
import { Deferred } from '../../../src/util/deferred.js';

const URL = 'ws://127.0.0.1:1';
const guest: SupportSession = {
  userID: 'guest_1',
  token: 'a.b.c',
  groupID: '7',
  visitorToken: 'key',
  expiredTime: 4_000_000_000,
  available: true,
};

const configWith = (name: string): PanelConfig => panelConfig({ url: URL, name });

describe('a visit', () => {
  const realFetch = globalThis.fetch;
  /** The names the gateway was told, and its answers, which the tests give. */
  let asked: { readonly name: string | undefined; readonly answer: Deferred<Response> }[] = [];
  let onAsked = (): void => undefined;

  const answered = (): Response => Response.json({ errCode: 0, errMsg: '', data: guest });

  /** Resolves when the gateway was asked so many times. */
  const times = (count: number): Promise<void> =>
    new Promise((resolve) => {
      onAsked = () => {
        if (asked.length >= count) resolve();
      };
      onAsked();
    });

  beforeEach(() => {
    asked = [];
    globalThis.fetch = (_address, init) => {
      const { name } = JSON.parse(init?.body as string) as SupportSessionRequest;
      const answer = new Deferred<Response>();
      asked.push({ name, answer });
      onAsked();
      return answer.promise;
    };
  });
  afterEach(() => {
    globalThis.fetch = realFetch;
    clearMemory(URL);
  });

  it('should tell what became known while it began', async () => {
    const visit = new Visit();
    visit.follow(configWith(''));
    const beginning = visit.begin();
    await times(1);
    visit.follow(configWith('Ada'));
    asked[0]?.answer.resolve(answered());
    await beginning;
    await times(2);
    assert.equal(asked[1]?.name, 'Ada');
    visit.close();
  });

  it('should tell the last of what became known one after the other', async () => {
    const visit = new Visit();
    visit.follow(configWith(''));
    const beginning = visit.begin();
    await times(1);
    asked[0]?.answer.resolve(answered());
    await beginning;
    visit.follow(configWith('Ad'));
    await times(2);
    visit.follow(configWith('Ada'));
    asked[1]?.answer.resolve(answered());
    await times(3);
    assert.deepEqual(
      asked.map(({ name }) => name ?? ''),
      ['', 'Ad', 'Ada'],
    );
    visit.close();
  });
});
