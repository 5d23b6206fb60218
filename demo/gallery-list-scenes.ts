/** The list of conversations in every state, and what is smaller than a page. */
import { html } from 'lit';
import {
  makeMessageSearch,
  SessionType,
  type ConnectionState,
  type SearchItem,
  type SessionPart,
} from '../src/index.js';
import { friend, givePeople } from '../test/helpers/fake-people.js';
import { textMessage, type FakeSession } from '../test/helpers/fake-session.js';
import { gradient, group } from './gallery-people.js';
import { failed, find, pressing, provided, shown, type Scene } from './gallery-scene.js';

const list = html`<openim-conversation-list
  class="pane"
  active-conversation-id="single_mara"
></openim-conversation-list>`;

const connections: readonly ConnectionState[] = [
  { kind: 'idle' },
  { kind: 'connecting', attempt: 1 },
  { kind: 'online', sinceMs: 0 },
  { kind: 'waiting', attempt: 3, retryAtMs: Date.now() + 8000, reason: 'unreachable' },
  { kind: 'closed', reason: 'kicked', errCode: 706, errMsg: '' },
  { kind: 'closed', reason: 'expired', errCode: 701, errMsg: '' },
  { kind: 'closed', reason: 'refused', errCode: 702, errMsg: '' },
  { kind: 'closed', reason: 'logged-out', errCode: 1003, errMsg: '' },
];

/** A gateway's answers to a search, for a session in memory. */
function searchable(session: FakeSession): void {
  const { contacts, groups } = givePeople(session);
  contacts.friends.value.value = [
    friend('marc', 'marc_dupont', { remark: 'Uncle Marc' }),
    friend('selma', 'Selma Aas'),
  ];
  groups.joined.value.value = [group({ groupID: 'march', groupName: 'Marathon 2027' })];
  session.parts.set(makeMessageSearch, { find: () => Promise.resolve([searched(3)]) } as unknown as SessionPart);
}

/** What a search has found in a conversation. */
export function searched(count: number): SearchItem {
  const hit = { ...textMessage('That column is the yearly price, see the picture. May we talk at 11?').message };
  return {
    conversationID: 'single_mara',
    conversationType: SessionType.Single,
    showName: 'Mara Keller',
    faceURL: '',
    messageCount: count,
    messageList: Array.from({ length: count }, () => hit),
  };
}

export const listScenes: readonly Scene[] = [
  {
    name: 'provider/list-and-chat',
    height: 640,
    render: () =>
      provided(
        html`<div class="panes">
          <openim-conversation-list class="pane"></openim-conversation-list>
          <openim-chat class="pane"></openim-chat>
        </div>`,
      ),
    act: pressing(['openim-conversation-list', '[data-id="group_design"]']),
  },
  {
    name: 'avatar/all',
    render: () =>
      html`<div class="row">
        ${[
          'Mara Keller',
          'Jun Ogawa',
          'Ines Duarte',
          'Sami Awad',
          'Lena Brandt',
          '王小明',
          'Tariq',
          'bob',
          'Ada L',
        ].map((name) => html`<openim-avatar name=${name}></openim-avatar>`)}
        <openim-avatar name="Design team" group></openim-avatar>
        <openim-avatar name="With picture" src=${gradient(80, 80)}></openim-avatar>
        <openim-avatar name="Broken picture" src="data:image/png,x"></openim-avatar>
        <openim-avatar></openim-avatar>
        <openim-avatar group></openim-avatar>
      </div>`,
  },
  {
    name: 'connection-status/all',
    render: () =>
      html`<div class="stack">
        ${connections.map((state) =>
          provided(html`<openim-connection-status></openim-connection-status>`, (session) => {
            session.connection.value = state;
          }),
        )}
      </div>`,
  },
  {
    name: 'typing-indicator/active',
    render: () => html`<openim-typing-indicator active></openim-typing-indicator>`,
  },
  {
    name: 'conversation-list/full',
    height: 640,
    render: () =>
      provided(list, (session) => {
        session.typing.value = new Set(['single_mara']);
      }),
  },
  { name: 'conversation-list/zh-CN', height: 640, render: () => provided(list, undefined, 'zh-CN') },
  {
    name: 'conversation-list/loading',
    height: 480,
    render: () =>
      provided(list, (session) => {
        session.conversations.value = [];
        session.conversationsState.value = { kind: 'loading' };
      }),
  },
  {
    name: 'conversation-list/empty',
    height: 480,
    render: () =>
      provided(list, (session) => {
        session.conversations.value = [];
      }),
  },
  {
    name: 'conversation-list/failed',
    height: 480,
    render: () =>
      provided(list, (session) => {
        session.conversations.value = [];
        session.conversationsState.value = failed;
      }),
  },
  {
    name: 'conversation-list/no-match',
    height: 480,
    render: () =>
      provided(html`<openim-conversation-list class="pane" filter="zebra"></openim-conversation-list>`),
  },
  {
    name: 'conversation-list/not-connected',
    height: 360,
    render: () => html`<openim-conversation-list class="pane"></openim-conversation-list>`,
  },
  {
    name: 'conversation-list/menu',
    coversPage: true,
    height: 640,
    render: () => provided(list),
    act: async (box) => {
      find(box, 'openim-conversation-list', '[role="option"] .item__more')?.click();
      await shown(() => find(box, 'openim-conversation-list', 'openim-menu'));
    },
  },
  {
    name: 'conversation-list/search',
    height: 640,
    render: () =>
      provided(
        html`<openim-conversation-list class="pane" search-everything filter="ma"></openim-conversation-list>`,
        searchable,
      ),
    act: (box) => shown(() => find(box, 'openim-conversation-list', 'mark')),
  },
];
