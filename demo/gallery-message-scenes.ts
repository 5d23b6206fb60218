/** Messages and what they are written with. */
import { html } from 'lit';
import { chatStateOf } from '../components/internal/chat-state.js';
import { MAX_CONTENT_LENGTH } from '../src/index.js';
import { member } from '../test/helpers/fake-people.js';
import type { FakeSession } from '../test/helpers/fake-session.js';
import { everyKind, gradient, groupMessages, maraMessages } from './gallery-people.js';
import { find, provided, shown, write, type Scene } from './gallery-scene.js';

function written(state: string, prepare?: (session: FakeSession) => void): Scene {
  return {
    name: `composer/${state}`,
    render: () => provided(html`<openim-composer conversation-id="single_mara"></openim-composer>`, prepare),
  };
}

export const messageScenes: readonly Scene[] = [
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
  written('answering', (session) => {
    const [message] = maraMessages();
    chatStateOf(session, 'single_mara').quoted.value = message;
  }),
  written('selecting', (session) => {
    const state = chatStateOf(session, 'single_mara');
    for (const { message } of maraMessages().slice(0, 2)) state.select(message.clientMsgID, true);
  }),
  {
    ...written('files'),
    act: async (box) => {
      const data = new DataTransfer();
      const bytes = new Uint8Array(await (await fetch(gradient(120, 80))).arrayBuffer());
      data.items.add(new File([bytes], 'harbour.png', { type: 'image/png' }));
      data.items.add(new File(['a'.repeat(84_000)], 'a very long name of a spreadsheet.xlsx'));
      const target = await shown(() => find(box, 'openim-composer', '.base'));
      const drop = { bubbles: true, composed: true, cancelable: true, dataTransfer: data };
      target.dispatchEvent(new DragEvent('drop', drop));
      await shown(() => find(box, 'openim-composer', '[part~="attachments"]'));
    },
  },
  {
    name: 'composer/mentioning',
    height: 420,
    render: () =>
      provided(
        html`<div class="pane pane--end"><openim-composer conversation-id="group_design"></openim-composer></div>`,
        (session) => {
          session.timeline('group_design').members = [
            member('ines', 'Ines Duarte'),
            member('jun', 'Jun Ogawa'),
            member('wang', '王小明'),
          ];
        },
      ),
    act: async (box) => {
      await write(box, ['openim-composer', 'textarea'], '@');
      await shown(() => find(box, 'openim-composer', '[role="option"]'));
    },
  },
  { name: 'composer/not-connected', render: () => html`<openim-composer></openim-composer>` },
  {
    name: 'message-list/full',
    height: 560,
    render: () =>
      provided(
        html`<openim-message-list class="pane" conversation-id="group_design"></openim-message-list>`,
        (session) => {
          session.timeline('group_design').messages.value = groupMessages();
        },
      ),
  },
  {
    name: 'message-list/not-connected',
    height: 360,
    render: () => html`<openim-message-list class="pane"></openim-message-list>`,
  },
];
