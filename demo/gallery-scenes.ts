import { html, type TemplateResult } from 'lit';
import { chatStateOf } from '../components/internal/chat-state.js';
import {
  makeMessageSearch,
  MAX_CONTENT_LENGTH,
  OpenIMError,
  SessionType,
  type ConnectionState,
  type SearchItem,
  type SessionPart,
} from '../src/index.js';
import { friend, givePeople } from '../test/helpers/fake-people.js';
import { conversation, textMessage, type FakeSession, type FakeTimeline } from '../test/helpers/fake-session.js';
import {
  albumMessages,
  everyDelivery,
  everyKind,
  gradient,
  group,
  maraMessages,
  minutesAgo,
  storySession,
} from './gallery-people.js';
import { pageLocale } from './page-locale.js';

export type Scene = {
  /** `element/state`. */
  readonly name: string;
  /** Height in pixels of a scene that fills its box; others are as high as they are. */
  readonly height?: number;
  render(): TemplateResult;
  /** Done once everything is rendered: what only a user could do. */
  act?(box: HTMLElement): Promise<unknown>;
};

/** A provider around an element, with the story's session in a certain state. */
function provided(
  inside: TemplateResult,
  prepare?: (session: FakeSession) => void,
  locale: string = pageLocale(),
): TemplateResult {
  const session = storySession();
  prepare?.(session);
  return html`<openim-provider .session=${session} locale=${locale}>${inside}</openim-provider>`;
}

type ChatState = {
  readonly id?: string;
  readonly locale?: string;
  readonly prepare?: (timeline: FakeTimeline, session: FakeSession) => void;
};

function chat({ id = 'single_mara', locale, prepare }: ChatState = {}): TemplateResult {
  return provided(
    html`<openim-chat class="pane" conversation-id=${id}></openim-chat>`,
    (session) => prepare?.(session.timeline(id), session),
    locale,
  );
}

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

const waiting = (): ConnectionState => ({
  kind: 'waiting',
  attempt: 3,
  retryAtMs: Date.now() + 8000,
  reason: 'offline',
});
const failed = { kind: 'failed', error: new OpenIMError(114, 'The server did not answer in time.') } as const;

function pressed(box: HTMLElement, host: string, selector: string): HTMLElement | null | undefined {
  return box.querySelector(host)?.shadowRoot?.querySelector<HTMLElement>(selector);
}

/** What is found once it is there, be it fetched first; two frames later. */
export async function shown<Found>(find: () => Found): Promise<NonNullable<Found>> {
  const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  let found = find();
  for (; !found; found = find()) await frame();
  await frame();
  await frame();
  return found;
}

/** A gateway's answers to a search, for a session in memory. */
function searchable(session: FakeSession): void {
  const { contacts, groups } = givePeople(session);
  contacts.friends.value.value = [
    friend('marc', 'marc_dupont', { remark: 'Uncle Marc' }),
    friend('selma', 'Selma Aas'),
  ];
  groups.joined.value.value = [group({ groupID: 'march', groupName: 'Marathon 2027' })];
  const hit = { ...textMessage('That column is the yearly price, see the picture. May we talk at 11?').message };
  const item: SearchItem = {
    conversationID: 'single_mara',
    conversationType: SessionType.Single,
    showName: 'Mara Keller',
    faceURL: '',
    messageCount: 3,
    messageList: [hit, hit, hit],
  };
  session.parts.set(makeMessageSearch, { find: () => Promise.resolve([item]) } as unknown as SessionPart);
}

export const scenes: readonly Scene[] = [
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
    height: 640,
    render: () => provided(list),
    act: async (box) => {
      pressed(box, 'openim-conversation-list', '[role="option"] .item__more')?.click();
      await shown(() => pressed(box, 'openim-conversation-list', 'openim-menu'));
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
    act: (box) => shown(() => pressed(box, 'openim-conversation-list', 'mark')),
  },
  {
    name: 'chat/search',
    height: 680,
    render: () =>
      provided(html`<openim-chat class="pane" conversation-id="single_mara"></openim-chat>`, (session) => {
        searchable(session);
        chatStateOf(session, 'single_mara').search.value = { words: 'price' };
      }),
    act: (box) => shown(() => pressed(box, 'openim-chat', 'openim-chat-search')),
  },
  {
    name: 'chat/conversation',
    height: 680,
    render: () =>
      chat({
        prepare: (timeline) => {
          timeline.peerTyping.value = true;
        },
      }),
  },
  {
    name: 'chat/albums',
    height: 1080,
    render: () =>
      chat({
        prepare: (timeline) => {
          timeline.messages.value = albumMessages();
          timeline.firstUnreadID.value = undefined;
        },
      }),
  },
  { name: 'chat/group', height: 680, render: () => chat({ id: 'group_design' }) },
  {
    name: 'chat/zh-CN',
    height: 680,
    render: () =>
      chat({
        locale: 'zh-CN',
        prepare: (timeline) => {
          timeline.peerTyping.value = true;
        },
      }),
  },
  {
    name: 'chat/delivery',
    height: 680,
    render: () =>
      chat({
        prepare: (timeline) => {
          timeline.messages.value = everyDelivery();
        },
      }),
  },
  {
    name: 'chat/offline',
    height: 680,
    render: () =>
      chat({
        prepare: (timeline, session) => {
          session.connection.value = waiting();
          timeline.messages.value = everyDelivery().slice(0, 5);
        },
      }),
  },
  {
    name: 'chat/connecting',
    height: 560,
    render: () =>
      chat({
        prepare: (_, session) => {
          session.connection.value = { kind: 'connecting', attempt: 1 };
        },
      }),
  },
  {
    name: 'chat/loading',
    height: 560,
    render: () =>
      chat({
        prepare: (timeline) => {
          timeline.messages.value = [];
          timeline.state.value = { kind: 'loading' };
        },
      }),
  },
  {
    name: 'chat/empty',
    height: 560,
    render: () =>
      chat({
        prepare: (timeline) => {
          timeline.messages.value = [];
        },
      }),
  },
  {
    name: 'chat/failed',
    height: 560,
    render: () =>
      chat({
        prepare: (timeline) => {
          timeline.messages.value = [];
          timeline.state.value = failed;
        },
      }),
  },
  {
    name: 'chat/nothing-chosen',
    height: 480,
    render: () => provided(html`<openim-chat class="pane"></openim-chat>`),
  },
  {
    name: 'chat/not-found',
    height: 480,
    render: () =>
      provided(html`<openim-chat class="pane" peer-id="nobody"></openim-chat>`, (session) => {
        session.failure = new OpenIMError(802, 'no such user');
      }),
  },
  { name: 'chat/not-connected', height: 360, render: () => html`<openim-chat class="pane"></openim-chat>` },
  {
    name: 'chat/not-set-up',
    height: 360,
    render: () => html`<openim-chat class="pane" url="wss://chat.example"></openim-chat>`,
  },
  ...(['kicked', 'expired', 'refused', 'logged-out'] as const).map((reason) => ({
    name: `chat/${reason}`,
    height: 620,
    render: () =>
      chat({
        prepare: (_: FakeTimeline, session: FakeSession) => {
          session.connection.value = { kind: 'closed', reason, errCode: 0, errMsg: '' };
        },
      }),
  })),
  {
    name: 'chat/not-in-group',
    height: 560,
    render: () =>
      chat({
        id: 'group_design',
        prepare: (timeline) => {
          timeline.conversation.value = {
            ...conversation('Design team', { groupID: 'design' }),
            isNotInGroup: true,
          };
        },
      }),
  },
  {
    name: 'chat/group-dismissed',
    height: 560,
    render: () =>
      chat({
        id: 'group_design',
        prepare: (timeline) => {
          timeline.group.value = group({ status: 2 });
        },
      }),
  },
  {
    name: 'chat/older-loading',
    height: 480,
    render: () =>
      chat({
        prepare: (timeline) => {
          timeline.messages.value = maraMessages().slice(2, 5);
          timeline.older.value = 'loading';
        },
      }),
  },
  {
    name: 'chat/older-failed',
    height: 480,
    render: () =>
      chat({
        prepare: (timeline) => {
          timeline.messages.value = maraMessages().slice(2, 5);
          timeline.older.value = 'failed';
        },
      }),
  },
  {
    name: 'chat/new-below',
    height: 560,
    render: () => chat(),
    act: async (box) => {
      const messageList = box.querySelector('openim-chat')?.shadowRoot?.querySelector('openim-message-list');
      const scroller = messageList?.shadowRoot?.querySelector('.scroller');
      await new Promise((resolve) => requestAnimationFrame(resolve));
      scroller?.scrollTo({ top: 40 });
      await new Promise((resolve) => setTimeout(resolve, 60));
      const session = box.querySelector('openim-provider')?.session as FakeSession | undefined;
      session
        ?.timeline('single_mara')
        .append(
          textMessage('One more thing', { atMs: minutesAgo(1) }),
          textMessage('Are you there?', { atMs: minutesAgo(0) }),
        );
    },
  },
  {
    name: 'chat/menu',
    height: 620,
    render: () => chat(),
    act: async (box) => {
      const messageList = box.querySelector('openim-chat')?.shadowRoot?.querySelector('openim-message-list');
      const messages = messageList?.shadowRoot?.querySelectorAll('openim-message') ?? [];
      messages[4]?.shadowRoot?.querySelector<HTMLElement>('.menu-button')?.click();
      await Promise.resolve();
    },
  },
  {
    name: 'chat/request-failed',
    height: 560,
    render: () =>
      chat({
        prepare: (_, session) => {
          session.failure = new OpenIMError(113, 'The device is offline.');
        },
      }),
    act: async (box) => {
      box.querySelector('openim-chat')?.dispatchEvent(
        new CustomEvent('openim-conversation-pin-request', {
          bubbles: true,
          composed: true,
          cancelable: true,
          detail: { conversationID: 'single_mara', isPinned: true },
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  },
  {
    name: 'message/every-kind',
    render: () =>
      provided(
        html`<div class="stack">
          ${everyKind().map((message) => html`<openim-message .message=${message}></openim-message>`)}
        </div>`,
      ),
  },
  {
    name: 'message/every-kind-zh-CN',
    render: () =>
      provided(
        html`<div class="stack">
          ${everyKind().map((message) => html`<openim-message .message=${message}></openim-message>`)}
        </div>`,
        undefined,
        'zh-CN',
      ),
  },
  { name: 'message/none', render: () => html`<openim-message></openim-message>` },
  ...(
    [
      ['empty', ''],
      ['text', 'I will bring it to the Thursday meeting.'],
      ['many-lines', 'One\nTwo\nThree\nFour\nFive\nSix\nSeven\nEight'],
      ['near-limit', `${'word '.repeat(MAX_CONTENT_LENGTH / 5 - 10)}end`],
      ['too-long', 'word '.repeat(MAX_CONTENT_LENGTH / 5 + 10)],
    ] as const
  ).map(([state, value]) => ({
    name: `composer/${state}`,
    render: () =>
      provided(html`<openim-composer conversation-id="single_mara" .value=${value}></openim-composer>`),
  })),
  {
    name: 'composer/disabled',
    render: () => provided(html`<openim-composer conversation-id="single_mara" disabled></openim-composer>`),
  },
  { name: 'composer/not-connected', render: () => html`<openim-composer></openim-composer>` },
  {
    name: 'message-list/not-connected',
    height: 360,
    render: () => html`<openim-message-list class="pane"></openim-message-list>`,
  },
];
