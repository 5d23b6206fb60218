/** The chat in every state. */
import { html } from 'lit';
import { chatStateOf } from '../components/internal/chat-state.js';
import { makeMessageSearch, OpenIMError, type SearchItem, type SessionPart } from '../src/index.js';
import { conversation, textMessage, type FakeSession, type FakeTimeline } from '../test/helpers/fake-session.js';
import { searched } from './gallery-list-scenes.js';
import { albumMessages, everyDelivery, group, maraMessages, minutesAgo } from './gallery-people.js';
import { chat, failed, find, offline, provided, shown, type Scene } from './gallery-scene.js';

const searchPath = ['openim-chat', 'openim-chat-search'];

/** The chat with its search open, which answers as given. */
function search(
  name: string,
  words: string,
  found: readonly SearchItem[] | Promise<never>,
  act?: Scene['act'],
): Scene {
  if (found instanceof Promise) found.catch(() => undefined);
  return {
    name,
    height: 560,
    render: () =>
      chat({
        prepare: (_, session) => {
          session.parts.set(makeMessageSearch, { find: () => Promise.resolve(found) } as unknown as SessionPart);
          chatStateOf(session, 'single_mara').search.value = { words };
        },
      }),
    act: async (box) => {
      await shown(() => find(box, ...searchPath));
      await act?.(box);
    },
  };
}

export const chatScenes: readonly Scene[] = [
  search('chat-search/found', 'price', [searched(3)], (box) =>
    // In Arabic browsers differ in which digits they write.
    shown(() => /\p{Nd}/u.test(find(box, ...searchPath, '.count')?.textContent ?? '')),
  ),
  search('chat-search/nothing', 'zebra', [], (box) =>
    shown(() => find(box, ...searchPath, '.count')?.textContent.trim()),
  ),
  search('chat-search/empty', '', []),
  search('chat-search/searching', 'price', new Promise(() => undefined)),
  search('chat-search/failed', 'price', Promise.reject(new OpenIMError(113, '')), (box) =>
    shown(() => find(box, ...searchPath, '.count')?.textContent.trim()),
  ),
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
          session.connection.value = offline();
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
      const list = ['openim-chat', 'openim-message-list'];
      const scroller = await shown(() => find(box, ...list, '.scroller'));
      // Until the list has gone to its end, and been drawn away from it.
      await shown(() => {
        scroller.scrollTo({ top: 40 });
        return find(box, ...list, '.pill:not(.pill--unread)');
      });
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
    coversPage: true,
    height: 620,
    render: () => chat(),
    act: async (box) => {
      const list = ['openim-chat', 'openim-message-list'];
      const message = await shown(() => find(box, ...list)?.shadowRoot?.querySelectorAll('openim-message')[4]);
      message.shadowRoot?.querySelector<HTMLElement>('.menu-button')?.click();
      await shown(() =>
        message.shadowRoot?.querySelector('openim-menu')?.shadowRoot?.querySelector(':popover-open'),
      );
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
];
