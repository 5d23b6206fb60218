import '../../../components/index.js';

import { assert } from 'chai';
import { laterRequests } from '../../../components/internal/requests/request-map.js';
import { html } from 'lit';
import { OpenIMProvider } from '../../../components/provider/provider.component.js';
import { OpenIMError } from '../../../src/index.js';
import { conversation, FakeSession, textMessage } from '../../helpers/fake-session.js';
import { FakeTimers } from '../../helpers/fake-timers.js';
import {
  get,
  mount,
  mountWith,
  record,
  settle,
  tag,
  unmountAll,
  until,
  visibleText,
  warningsOf,
} from '../../helpers/elements.js';

/** An address where nothing listens: the session is made and goes on trying. */
const NOWHERE = 'ws://127.0.0.1:9';

/** A socket that never opens. */
class PendingSocket extends EventTarget {
  readonly url: string;
  readonly readyState = 0;
  isClosed = false;

  constructor(url: string) {
    super();
    this.url = url;
  }

  close(): void {
    this.isClosed = true;
  }
}

describe('<openim-provider>', () => {
  before(() => laterRequests.load());

  afterEach(unmountAll);

  it('should have no box of its own', async () => {
    const box = await mountWith(new FakeSession(), html`<p>inside</p>`);
    assert.equal(getComputedStyle(get(box, 'openim-provider')).display, 'contents');
  });

  it('should turn its elements the way their language runs, and nothing of the page', async () => {
    const session = new FakeSession();
    const box = await mount(
      html`<openim-provider .session=${session} locale="ar"
        ><p>of the page</p>
        <openim-chat></openim-chat><openim-avatar dir="ltr"></openim-avatar
      ></openim-provider>`,
    );
    const directionOf = (selector: string) => getComputedStyle(get(box, selector)).direction;
    assert.equal(directionOf('openim-chat'), 'rtl');
    assert.equal(directionOf('p'), 'ltr');
    assert.equal(directionOf('openim-avatar'), 'ltr', 'what the page sets stays');
    tag(box, 'openim-provider').locale = 'en';
    await settle(box);
    assert.equal(directionOf('openim-chat'), 'ltr');
    box.dir = 'rtl';
    assert.equal(directionOf('openim-chat'), 'ltr', 'English in an Arabic page');
    tag(box, 'openim-provider').locale = '';
    await settle(box);
    assert.isFalse(tag(box, 'openim-chat').hasAttribute('dir'));
    assert.equal(directionOf('openim-chat'), 'rtl');
  });

  it('should connect with its attributes, once, and disconnect when it leaves the page', async () => {
    const { WebSocket: RealWebSocket } = globalThis;
    const sockets: PendingSocket[] = [];
    globalThis.WebSocket = class extends PendingSocket {
      constructor(url: string) {
        super(url);
        sockets.push(this);
      }
    } as unknown as typeof WebSocket;
    try {
      const box = await mount(
        html`<openim-provider url=${NOWHERE} user-id="ada" token="t" locale="en">
          <openim-connection-status></openim-connection-status>
        </openim-provider>`,
      );
      const provider = tag(box, 'openim-provider');
      assert.equal(visibleText(tag(provider, 'openim-connection-status')), 'Connecting…');
      await until(() => sockets.length > 0);
      assert.include(sockets[0]?.url, 'ada');
      const elsewhere = document.createElement('section');
      box.append(elsewhere);
      elsewhere.append(provider);
      await settle(box);
      assert.isFalse(sockets[0]?.isClosed, 'a move is no leaving');
      provider.remove();
      await until(() => sockets[0]?.isClosed === true);
      assert.lengthOf(sockets, 1);
    } finally {
      globalThis.WebSocket = RealWebSocket;
    }
  });

  for (const [missing, attributes] of [
    ['url, user-id, token', {}],
    ['url', { 'user-id': 'ada', token: 't' }],
    ['user-id, token', { url: NOWHERE }],
    ['token', { url: NOWHERE, 'user-id': 'ada' }],
  ] as const) {
    it(`should wait a second for ${missing}, and then say that it lacks it, on screen and once in the console`, async () => {
      const timers = new FakeTimers();
      try {
        const provider = document.createElement('openim-provider');
        for (const [name, value] of Object.entries(attributes)) provider.setAttribute(name, value);
        provider.append(document.createElement('openim-conversation-list'));
        let box: HTMLElement | undefined;
        const early = await warningsOf(async () => {
          box = await mount(html`${provider}`);
        });
        assert.isEmpty(early);
        const list = tag(provider, 'openim-conversation-list');
        assert.equal(visibleText(list), 'Loading');
        const late = await warningsOf(async () => {
          timers.fire();
          provider.locale = 'en';
          await settle(box!);
        });
        assert.lengthOf(late, 1);
        for (const name of missing.split(', ')) assert.include(late[0], `\`${name}\``);
        assert.include(visibleText(list), `Missing: ${missing}.`);
      } finally {
        timers.restore();
      }
    });
  }

  it('should say what an attribute is called that HTML has taken the capitals from', async () => {
    const warnings = await warningsOf(async () => {
      await mount(html`<openim-provider url=${NOWHERE} userID="ada" token="t"></openim-provider>`);
    });
    assert.deepEqual(warnings.slice(0, 1), [
      '[openim-chat] <openim-provider> has no attribute userid; did you mean user-id?',
    ]);
  });

  it('should say that it is in the page already', async () => {
    const warnings = await warningsOf(() => {
      (class extends OpenIMProvider {}).define('openim-provider');
      OpenIMProvider.define('openim-provider');
      return Promise.resolve();
    });
    assert.deepEqual(warnings, ['[openim-chat] is loaded twice']);
  });

  it('should leave no timer behind', async () => {
    const timers = new FakeTimers();
    try {
      const box = await mount(html`<openim-provider></openim-provider><openim-provider></openim-provider>`);
      assert.equal(timers.count, 2);
      const [gone, told] = box.querySelectorAll('openim-provider');
      gone!.remove();
      told!.session = new FakeSession();
      await settle(box);
      assert.equal(timers.count, 0);
    } finally {
      timers.restore();
    }
  });

  it('should say that its address is none', async () => {
    const warnings = await warningsOf(async () => {
      const box = await mount(
        html`<openim-provider url="chat" user-id="a" token="t"
          ><openim-conversation-list></openim-conversation-list
        ></openim-provider>`,
      );
      assert.include(visibleText(get(box, 'openim-conversation-list')), '“chat” isn’t a chat server address.');
    });
    assert.lengthOf(warnings, 1);
  });

  it('should take properties that were set before it was defined', async () => {
    class LateProvider extends OpenIMProvider {}
    const session = new FakeSession();
    const element = document.createElement('openim-late-provider') as HTMLElement &
      Pick<OpenIMProvider, 'session' | 'locale'>;
    element.session = session;
    element.locale = 'zh-CN';
    const box = await mount(html`${element}`);
    LateProvider.define('openim-late-provider');
    await settle(box);
    assert.equal(element.session, session);
    assert.equal(element.locale, 'zh-CN');
    assert.isFalse(Object.hasOwn(element, 'session'), 'the property hides the accessor');
  });

  it('should keep its session when it is moved', async () => {
    const session = new FakeSession();
    session.add(conversation('Mara Keller'));
    const box = await mountWith(session, html`<openim-conversation-list></openim-conversation-list>`);
    const provider = get(box, 'openim-provider');
    const elsewhere = document.createElement('section');
    box.append(elsewhere);
    elsewhere.append(provider);
    await settle(box);
    assert.include(visibleText(get(provider, 'openim-conversation-list')), 'Mara Keller');
    assert.equal(session.listenerCount, 1);
  });

  it('should stop listening and leave a session of the page’s open when it goes', async () => {
    const session = new FakeSession();
    const box = await mountWith(session, html`<openim-chat conversation-id="single_mara"></openim-chat>`);
    const timeline = session.timeline('single_mara');
    assert.isAbove(timeline.holders, 0);
    get(box, 'openim-provider').remove();
    await settle(box);
    assert.equal(session.listenerCount, 0);
    assert.equal(timeline.holders, 0, 'a timeline is still open');
    assert.isFalse(session.isClosed);
  });

  it('should tell facts as they happen, not what holds already', async () => {
    const session = new FakeSession();
    session.totalUnread.value = 3;
    session.conversationsState.value = { kind: 'loading' };
    const box = await mountWith(session, html``);
    const unread = record(box, 'openim-unread-change');
    const ready = record(box, 'openim-ready');
    const connection = record(box, 'openim-connection-change');
    const expired = record(box, 'openim-token-expired');
    const received = record(box, 'openim-message-received');
    const sent = record(box, 'openim-message-sent');
    session.totalUnread.value = 4;
    session.conversationsState.value = { kind: 'ready' };
    session.connection.value = { kind: 'closed', reason: 'expired', errCode: 701, errMsg: '' };
    const message = textMessage('hi');
    session.report({ kind: 'received', message, notifies: true });
    session.report({ kind: 'received', message, notifies: false });
    session.report({ kind: 'sent', message, notifies: false });
    assert.deepEqual(
      unread.map(({ detail }) => detail),
      [{ total: 4 }],
    );
    assert.deepEqual(
      ready.map(({ detail }) => detail),
      [{ userID: 'me' }],
    );
    assert.equal(connection[0]?.detail.state.kind, 'closed');
    assert.lengthOf(expired, 1);
    assert.equal(received[0]?.detail.message.content, 'hi');
    assert.deepEqual(
      received.map(({ detail }) => detail.notifies),
      [true, false],
    );
    assert.equal(sent[0]?.detail.conversationID, 'single_mara');
  });

  describe('requests', () => {
    const pin = () =>
      new CustomEvent('openim-conversation-pin-request', {
        bubbles: true,
        composed: true,
        cancelable: true,
        detail: { conversationID: 'single_mara', isPinned: true },
      });

    it('should be carried out, also when the page dispatches them itself', async () => {
      const session = new FakeSession();
      const box = await mountWith(session, html`<button>Pin</button>`);
      get(box, 'button').dispatchEvent(pin());
      await settle(box);
      assert.deepEqual(session.callsOf('pin'), [['single_mara', true]]);
    });

    it('should do nothing when prevented, even by a listener outside of the provider', async () => {
      const session = new FakeSession();
      const box = await mountWith(session, html`<button>Pin</button>`);
      box.addEventListener('openim-conversation-pin-request', (event) => event.preventDefault());
      get(box, 'button').dispatchEvent(pin());
      await settle(box);
      assert.isEmpty(session.calls);
    });

    it('should be carried out once where providers are nested, by the inner one', async () => {
      const [outer, inner] = [new FakeSession(), new FakeSession()];
      const box = await mountWith(
        outer,
        html`<openim-provider .session=${inner}><button>Pin</button></openim-provider>`,
      );
      get(box, 'button').dispatchEvent(pin());
      await settle(box);
      assert.lengthOf(inner.callsOf('pin'), 1);
      assert.isEmpty(outer.calls);
    });

    describe('that choose a conversation', () => {
      /** A session whose conversations begin when the test says so, and a page in which one is begun and chosen. */
      async function showSlow() {
        const session = new FakeSession();
        const begun = new Map<string, () => void>();
        session.startConversation = (target) =>
          new Promise((resolve) => {
            const userID = 'userID' in target ? target.userID : '';
            begun.set(userID, () => resolve(`single_${userID}`));
          });
        const box = await mountWith(session, html`<button></button>`);
        const changes = record(box, 'openim-conversation-change');
        const ask = async (name: string, detail: object): Promise<void> => {
          const init = { bubbles: true, composed: true, cancelable: true, detail };
          get(box, 'button').dispatchEvent(new CustomEvent(`openim-conversation-${name}-request`, init));
          await settle(box);
        };
        return {
          box,
          begin: (userID: string) => ask('start', { userID }),
          select: (conversationID: string) => ask('select', { conversationID }),
          answer: async (userID: string) => {
            begun.get(userID)!();
            await settle(box);
          },
          chosen: () => changes.map(({ detail }) => detail.conversationID),
        };
      }

      it('should choose nothing over what was chosen meanwhile', async () => {
        const { answer, begin, chosen, select } = await showSlow();
        await begin('mara');
        await select('single_tomas');
        await answer('mara');
        assert.deepEqual(chosen(), ['single_tomas']);
      });

      it('should choose what was asked for last, whichever is there first', async () => {
        const { answer, begin, chosen } = await showSlow();
        for (const userID of ['mara', 'tomas', 'jun']) await begin(userID);
        for (const userID of ['mara', 'jun', 'tomas']) await answer(userID);
        assert.deepEqual(chosen(), ['single_mara', 'single_jun']);
      });

      it('should choose nothing of a user who is not there any more', async () => {
        const { answer, begin, box, chosen } = await showSlow();
        await begin('mara');
        tag(box, 'openim-provider').session = new FakeSession('another');
        await settle(box);
        await answer('mara');
        assert.isEmpty(chosen());
      });
    });

    it('should report a failure', async () => {
      const session = new FakeSession();
      session.failure = new OpenIMError(113, 'offline');
      const box = await mountWith(session, html`<button>Pin</button>`);
      const errors = record(box, 'openim-error');
      get(box, 'button').dispatchEvent(pin());
      await settle(box);
      await settle(box);
      assert.deepEqual(
        errors.map(({ detail }) => detail),
        [{ code: 113, message: 'offline' }],
      );
    });
  });

  describe('getToken', () => {
    const RealWebSocket = globalThis.WebSocket;
    /** Tokens that connections were tried with. */
    let tried: string[];

    beforeEach(() => {
      tried = [];
      globalThis.WebSocket = class extends PendingSocket {
        constructor(url: string, subprotocols: string[]) {
          super(url);
          tried.push(subprotocols[1]?.replace('openim-token.', '') ?? '');
        }
      } as unknown as typeof WebSocket;
    });
    afterEach(() => {
      unmountAll();
      globalThis.WebSocket = RealWebSocket;
    });

    async function mountSilent(): Promise<OpenIMProvider> {
      // A cache of its own, and so a leader of its own among tabs.
      const userID = crypto.randomUUID();
      return tag(
        await mount(html`<openim-provider url=${NOWHERE} user-id=${userID}></openim-provider>`),
        'openim-provider',
      );
    }

    it('should be asked when there is no token, also after the rest, as by a page that was rendered on a server', async () => {
      const provider = await mountSilent();
      let asked = 0;
      const warnings = await warningsOf(async () => {
        provider.getToken = () => {
          asked += 1;
          return Promise.resolve('fresh');
        };
        await until(() => tried.length > 0);
      });
      assert.deepEqual(tried, ['fresh']);
      assert.equal(asked, 1);
      assert.isEmpty(warnings);
    });

    it('should not be asked again in vain when it failed, but another one should', async () => {
      const provider = await mountSilent();
      let asked = 0;
      await warningsOf(async () => {
        provider.getToken = () => {
          asked += 1;
          return Promise.reject(new OpenIMError(702, 'signed out'));
        };
        await until(() => asked === 1);
        provider.locale = 'zh-CN';
        await settle(provider);
      });
      assert.equal(asked, 1);
      assert.isEmpty(tried);
      provider.getToken = () => Promise.resolve('fresh');
      await until(() => tried.length > 0);
      assert.deepEqual(tried, ['fresh']);
    });

    it('should be asked again once the device is online, when it failed for now', async () => {
      const provider = await mountSilent();
      let asked = 0;
      const warnings = await warningsOf(async () => {
        provider.getToken = () => {
          asked += 1;
          return asked === 1 ? Promise.reject(new Error('Network Error')) : Promise.resolve('fresh');
        };
        await until(() => asked === 1);
        await settle(provider);
        dispatchEvent(new Event('online'));
        await until(() => tried.length > 0);
      });
      assert.deepEqual(tried, ['fresh']);
      assert.equal(asked, 2);
      assert.lengthOf(warnings, 1);
    });
  });
});
