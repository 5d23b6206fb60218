import { assert } from 'chai';
import { clearMemory, readMemory, writeMemory } from '../../../components/launcher/memory.js';
import type { PanelConfig } from '../../../components/launcher/types.js';
import { Visit } from '../../../components/launcher-panel/visit.js';
import { panelConfig } from '../../../demo/gallery-panel-config.js';
import {
  conversationIDOf,
  deleteCache,
  type SupportSession,
  type SupportSessionRequest,
} from '../../../src/index.js';
import { Deferred } from '../../../src/util/deferred.js';
import { until } from '../../helpers/until.js';

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

const databases = async (): Promise<string> => (await indexedDB.databases()).map(({ name = '' }) => name).join();

describe('a visit', () => {
  const realFetch = globalThis.fetch;
  /** The names the gateway was told, and its answers, which the tests give. */
  let asked: (SupportSessionRequest & { readonly answer: Deferred<Response> })[] = [];
  let onAsked = (): void => undefined;

  const answered = (data = guest): Response => Response.json({ errCode: 0, errMsg: '', data });

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
      const request = JSON.parse(init?.body as string) as SupportSessionRequest;
      const answer = new Deferred<Response>();
      asked.push({ ...request, answer });
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

  describe('of a guest whom the gateway has forgotten', () => {
    const other: SupportSession = { ...guest, userID: 'guest_2', groupID: '8', visitorToken: 'key 2' };
    let visit = new Visit();

    const begin = (): ReturnType<Visit['begin']> => {
      visit = new Visit();
      visit.follow(configWith(''));
      return visit.begin();
    };

    /** Writes, leaves and comes back, all without an answer of the gateway. */
    async function writeAndComeBack(token?: string): Promise<void> {
      const { userID, groupID, visitorToken } = guest;
      writeMemory(URL, { userID, groupID, visitorToken, token });
      const { session, target } = await begin();
      const timeline = session.openTimeline(conversationIDOf(target));
      await timeline.sendText('Is anybody there?');
      await timeline.sendFile(new File(['a picture'], 'a.txt'));
      visit.close();
      asked = [];
      await begin();
      await written();
      await times(1);
    }

    /** What the one who chats now has written. */
    async function written(): Promise<string[]> {
      const state = visit.state.value;
      if (state.kind !== 'ready') return [state.kind];
      const { session, target } = state;
      const timeline = session.openTimeline(conversationIDOf(target));
      await until(() => timeline.messages.value.length === 2);
      return Promise.all(
        timeline.messages.value.map(
          async ({ delivery, message, file }) =>
            `${session.userID} ${message.sendID} ${delivery.kind} ${(await file?.text()) ?? message.content}`,
        ),
      );
    }

    afterEach(async () => {
      await visit.forget();
      for (const { userID } of [guest, other]) await deleteCache({ url: URL, userID });
    });

    it('should let them say what they wrote meanwhile, in their new conversation', async () => {
      await writeAndComeBack(guest.token);
      asked[0]?.answer.resolve(answered(other));
      await until(() => visit.state.value.kind === 'ready' && visit.state.value.session.userID === 'guest_2');
      assert.deepEqual(await written(), [
        'guest_2 guest_2 queued Is anybody there?',
        'guest_2 guest_2 queued a picture',
      ]);
      // The test's time limit ends this if the cache of the former guest stays.
      while ((await databases()).includes('guest_1'));
    });

    it('should ask one thing after the other, so that they become one guest and not two', async () => {
      // Without a token the session asks for one too.
      await writeAndComeBack();
      asked[0]?.answer.resolve(answered(other));
      await times(2);
      assert.deepEqual(
        asked.map(({ visitorToken }) => visitorToken),
        ['key', 'key 2'],
      );
    });

    it('should keep what they wrote to themselves where somebody else comes meanwhile', async () => {
      await writeAndComeBack(guest.token);
      visit.follow(panelConfig({ url: URL, userID: 'ada', token: 'a.b.c' }));
      await visit.forgotten;
      asked[0]?.answer.resolve(answered(other));
      const beginning = visit.begin();
      await times(2);
      asked[1]?.answer.resolve(answered({ ...guest, userID: 'ada', groupID: '9' }));
      const { session, target } = await beginning;
      const timeline = session.openTimeline(conversationIDOf(target));
      await until(() => timeline.state.value.kind === 'failed');
      assert.deepEqual(timeline.messages.value, []);
      await deleteCache({ url: URL, userID: 'ada' });
    });
  });

  describe('of a user who was a guest before', () => {
    const asAda = { ...guest, userID: 'ada', groupID: '9' };
    const ada = panelConfig({ url: URL, userID: 'ada', token: 'a.b.c' });
    let visit = new Visit();

    const beginAs = (config: PanelConfig): ReturnType<Visit['begin']> => {
      visit = new Visit();
      visit.follow(config);
      return visit.begin();
    };

    /** The guest writes without a connection, and leaves. */
    async function writeAsGuest(): Promise<void> {
      const { userID, groupID, visitorToken, token } = guest;
      writeMemory(URL, { userID, groupID, visitorToken, token });
      const { session, target } = await beginAs(configWith(''));
      const timeline = session.openTimeline(conversationIDOf(target));
      await timeline.sendText('Is anybody there?');
      visit.close();
      asked = [];
    }

    beforeEach(writeAsGuest);
    afterEach(async () => {
      await visit.forget();
      for (const userID of ['ada', guest.userID]) await deleteCache({ url: URL, userID });
    });

    async function seesWords(): Promise<void> {
      const state = visit.state.value;
      assert(state.kind === 'ready');
      const timeline = state.session.openTimeline(conversationIDOf(state.target));
      await until(() => timeline.messages.value.length === 1);
      assert.equal(timeline.messages.value[0]?.message.sendID, 'ada');
    }

    it('should take over what they wrote where the page is left at the very moment they are known', async () => {
      const beginning = beginAs(ada);
      await times(1);
      assert.equal(asked[0]?.visitorToken, 'key');
      asked[0]?.answer.resolve(answered(asAda));
      await beginning;
      visit.close();
      await beginAs(ada);
      await seesWords();
      // The test's time limit ends this if the guest stays.
      while (readMemory(URL).formerGuest) await databases();
      assert.notInclude(await databases(), guest.userID);
    });

    it('should move the guest’s conversation also if the user first chats with somebody else', async () => {
      await beginAs({ ...ada, target: { userID: 'lena' } });
      assert.notProperty(readMemory(URL), 'token');
      visit.close();
      const beginning = beginAs(ada);
      await times(1);
      assert.equal(asked[0]?.visitorToken, 'key');
      asked[0]?.answer.resolve(answered(asAda));
      await beginning;
      await seesWords();
    });

    it('should leave nothing of either where the next page knows nobody', async () => {
      await beginAs({ ...ada, target: { userID: 'lena' } });
      visit.close();
      void beginAs(configWith('')).catch(() => undefined);
      await times(1);
      assert.isUndefined(asked[0]?.visitorToken);
      assert.notInclude(await databases(), guest.userID);
      assert.notInclude(await databases(), 'ada');
    });

    it('should leave nothing of either after a goodbye', async () => {
      await beginAs({ ...ada, target: { userID: 'lena' } });
      await visit.forget();
      assert.notInclude(await databases(), guest.userID);
      assert.notInclude(await databases(), 'ada');
    });
  });

  it('should remember that a user was greeted', async () => {
    writeMemory(URL, { isGreeted: true });
    const visit = new Visit();
    visit.follow(panelConfig({ url: URL, userID: 'ada', token: 'a.b.c' }));
    const beginning = visit.begin();
    await times(1);
    asked[0]?.answer.resolve(answered({ ...guest, userID: 'ada' }));
    await beginning;
    assert.isTrue(readMemory(URL).isGreeted);
    await visit.forget();
  });
});
