import '../../../components/index.js';

import { assert } from 'chai';
import { laterRequests } from '../../../components/internal/requests/request-map.js';
import { html } from 'lit';
import { loadLinks } from '../../../components/internal/links.js';
import { chatSearch } from '../../../components/chat/chat.component.js';
import { deepActiveElement } from '../../../components/internal/deep-active-element.js';
import {
  makeMessageSearch,
  OpenIMError,
  SessionType,
  type SearchItem,
  type SessionPart,
} from '../../../src/index.js';
import { conversation, FakeSession, textMessage } from '../../helpers/fake-session.js';
import {
  assertAccessible,
  find,
  frames,
  get,
  mountWith,
  press,
  record,
  settle,
  tag,
  unmountAll,
  until,
  visibleText,
} from '../../helpers/elements.js';

const ID = 'single_mara';

type Finder = (words: string, conversationID?: string) => Promise<readonly SearchItem[]>;

const hits = (...ids: string[]): SearchItem => ({
  conversationID: ID,
  conversationType: SessionType.Single,
  showName: 'Mara Keller',
  faceURL: '',
  messageCount: ids.length,
  messageList: ids.map((id) => textMessage(`offer ${id}`, { id }).message),
});

function sessionWith(find: Finder): FakeSession {
  const session = new FakeSession();
  session.add(conversation('Mara Keller'), conversation('Jun Ogawa'));
  session.timeline(ID).messages.value = ['a', 'b', 'c'].map((id) => textMessage(`offer ${id}`, { id }));
  session.parts.set(makeMessageSearch, { find } as unknown as SessionPart);
  return session;
}

async function open(find: Finder, words?: string): Promise<{ box: HTMLElement; session: FakeSession }> {
  const session = sessionWith(find);
  const box = await mountWith(session, html`<openim-chat conversation-id=${ID}></openim-chat>`);
  if (words === undefined) get(box, 'openim-chat', '.search-button').click();
  else request(box, words);
  await settle(box);
  return { box, session };
}

function request(box: HTMLElement, words: string): void {
  tag(box, 'openim-chat').dispatchEvent(
    new CustomEvent('openim-search-request', {
      bubbles: true,
      composed: true,
      cancelable: true,
      detail: { conversationID: ID, words },
    }),
  );
}

const fieldOf = (box: HTMLElement): HTMLInputElement =>
  get(box, 'openim-chat', 'openim-chat-search', '.search__input') as HTMLInputElement;

async function type(box: HTMLElement, words: string): Promise<void> {
  const field = fieldOf(box);
  field.value = words;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await settle(box);
}

const countOf = (box: HTMLElement): string => visibleText(get(box, 'openim-chat', 'openim-chat-search', '.count'));

const jumpsOf = (session: FakeSession): unknown[] => session.timeline(ID).callsOf('jumpTo').flat();

describe('<openim-chat-search>', () => {
  before(() => laterRequests.load());

  before(() => chatSearch.load());
  afterEach(unmountAll);

  it('should be opened and closed by its button, with the focus in the field and back', async () => {
    const { box } = await open(() => Promise.resolve([]));
    const button = get(box, 'openim-chat', '.search-button');
    const search = get(box, 'openim-chat', 'openim-chat-search');
    assert.equal(search.shadowRoot!.activeElement, fieldOf(box));
    assert.equal(button.getAttribute('aria-expanded'), 'true');
    await assertAccessible(box);
    press(fieldOf(box), 'Escape');
    await settle(box);
    assert.isNull(find(box, 'openim-chat', 'openim-chat-search'));
    assert.equal(tag(box, 'openim-chat').shadowRoot!.activeElement, button);
  });

  it('should go to the newest match, and from match to match, in this conversation alone', async () => {
    const asked: unknown[][] = [];
    const { box, session } = await open((...args) => {
      asked.push(args);
      return Promise.resolve([hits('c', 'b', 'a')]);
    });
    await type(box, 'offer');
    assert.deepEqual(asked, [['offer', ID]]);
    assert.equal(countOf(box), '1 of 3');
    const seen: string[] = [];
    for (const [key, init] of [
      ['Enter', {}],
      ['ArrowUp', {}],
      ['Enter', {}],
      ['Enter', { shiftKey: true }],
      ['ArrowDown', {}],
    ] as const) {
      press(fieldOf(box), key, init);
      await settle(box);
      seen.push(countOf(box));
    }
    assert.deepEqual(seen, ['2 of 3', '3 of 3', '3 of 3', '2 of 3', '1 of 3']);
    assert.deepEqual(jumpsOf(session), ['c', 'b', 'a', 'b', 'c']);
    const older = get(box, 'openim-chat', 'openim-chat-search', '[title="Older match"]');
    older.focus();
    for (const count of ['2 of 3', '3 of 3', '3 of 3']) {
      older.click();
      await settle(box);
      await frames();
      assert.equal(countOf(box), count);
      assert.equal(deepActiveElement(), older);
    }
    await assertAccessible(box);
  });

  it('should mark the words in the messages as long as it is open, and nothing else', async () => {
    const marked = (): string[] =>
      [...(CSS.highlights.get('openim-search') ?? [])].map((range) => (range as Range).toString());
    const { box, session } = await open(() => Promise.resolve([hits('c', 'b', 'a')]));
    session
      .timeline(ID)
      .append(
        textMessage('An OFFER of <b>offers</b>, at https://example.com/offer', { id: 'd' }),
        textMessage('something else', { id: 'e' }),
      );
    await loadLinks();
    await type(box, 'offer');
    await until(() => marked().length === 6);
    assert.deepEqual(marked().sort(), ['OFFER', 'offer', 'offer', 'offer', 'offer', 'offer'].sort());
    // What is taken out of the page is not marked any more, and what changes is marked anew.
    session.timeline(ID).messages.value = session.timeline(ID).messages.peek().slice(0, 2);
    await until(() => marked().length === 2);
    await type(box, 'b');
    await until(() => marked().join() === 'b');
    press(fieldOf(box), 'Escape');
    await until(() => marked().length === 0);
    assert.isFalse(CSS.highlights.has('openim-search'));
  });

  it('should leave the Enter of an input method alone', async () => {
    const { box, session } = await open(() => Promise.resolve([hits('c', 'b')]));
    await type(box, 'offer');
    press(fieldOf(box), 'Enter', { isComposing: true });
    assert.deepEqual(jumpsOf(session), ['c']);
  });

  it('should stay at the match somebody came for', async () => {
    const { box, session } = await open(() => Promise.resolve([hits('c', 'b', 'a')]), '');
    session.timeline(ID).target.value = { clientMsgID: 'b' };
    request(box, 'offer');
    await settle(box);
    assert.equal(fieldOf(box).value, 'offer');
    assert.equal(countOf(box), '2 of 3');
    assert.isEmpty(jumpsOf(session));
  });

  it('should say that there is none, and that the search failed, and try again then', async () => {
    let isDown = true;
    const { box } = await open((words) => {
      if (words === 'nothing') return Promise.resolve([]);
      return isDown ? Promise.reject(new OpenIMError(114, 'no connection')) : Promise.resolve([hits('a')]);
    });
    await type(box, 'nothing');
    assert.equal(countOf(box), 'No matches');
    await type(box, 'offer');
    assert.equal(countOf(box), 'Couldn’t search messages.');
    await assertAccessible(box);
    isDown = false;
    press(fieldOf(box), 'Enter');
    await settle(box);
    assert.equal(countOf(box), '1 of 1');
  });

  it('should go to a day from its midnight', async () => {
    const { box, session } = await open(() => Promise.resolve([]));
    const date = get(box, 'openim-chat', 'openim-chat-search', '.date') as HTMLInputElement;
    date.value = '2026-03-05';
    date.dispatchEvent(new Event('change'));
    await settle(box);
    assert.deepEqual(session.timeline(ID).callsOf('jumpToTime'), [[new Date(2026, 2, 5).getTime()]]);
  });

  it('should belong to its conversation: another one has none open, and this one still has', async () => {
    const { box } = await open(() => Promise.resolve([hits('a')]), 'offer');
    const chat = tag(box, 'openim-chat');
    chat.conversationID = 'single_jun';
    await settle(box);
    assert.isNull(find(box, 'openim-chat', 'openim-chat-search'));
    chat.conversationID = ID;
    await settle(box);
    assert.equal(fieldOf(box).value, 'offer');
  });

  it('should be left out, or prevented, by a page', async () => {
    const session = sessionWith(() => Promise.resolve([]));
    const box = await mountWith(session, html`<openim-chat no-search conversation-id=${ID}></openim-chat>`);
    assert.isNull(find(box, 'openim-chat', '.search-button'));
    tag(box, 'openim-chat').noSearch = false;
    await settle(box);
    const asked = record(box, 'openim-search-request');
    box.addEventListener('openim-search-request', (event) => event.preventDefault());
    get(box, 'openim-chat', '.search-button').click();
    await settle(box);
    assert.lengthOf(asked, 1);
    assert.isNull(find(box, 'openim-chat', 'openim-chat-search'));
  });
});
