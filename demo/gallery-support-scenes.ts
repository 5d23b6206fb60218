/** The support bubble with its panel, as visitors see it, and the visitor as agents see them. */
import '../components/launcher/launcher.js';
import '../components/launcher-panel/launcher-panel.js';
import '../components/people/people.js';

import { signal } from '@preact/signals-core';
import { html, type TemplateResult } from 'lit';
import { OpenIMLauncher } from '../components/launcher/launcher.component.js';
import { clearMemory, rememberOpen, writeMemory } from '../components/launcher/memory.js';
import type { PanelConfig, PreChatField, VisitorDetails } from '../components/launcher/types.js';
import { Visit, type Ready, type VisitState } from '../components/launcher-panel/visit.js';
import {
  ContentType,
  customMessageOfNote,
  SessionType,
  type SupportNote,
  type TimelineMessage,
} from '../src/index.js';
import {
  anyMessage,
  conversation,
  FakeSession,
  textMessage,
  type MessageOptions,
} from '../test/helpers/fake-session.js';
import { group, minutesAgo } from './gallery-people.js';
import { find, frames, offline, pressing, shown, write, type Scene } from './gallery-scene.js';
import { pageLocale } from './page-locale.js';
import { panelConfig } from './gallery-panel-config.js';

const conversationID = 'group_visit';
const GROUP_ID = 'visit';
const VISITOR_ID = 'visitor';

// ── What is said ─────────────────────────────────────────────────────────────────────────────────────────────────

const fromAgent = (minutes: number): MessageOptions => ({
  conversationID,
  atMs: minutesAgo(minutes),
  message: { sendID: 'lena', senderNickname: 'Lena Brandt', groupID: GROUP_ID, sessionType: SessionType.Group },
});
const fromVisitor = (minutes: number): MessageOptions => ({
  conversationID,
  outgoing: true,
  atMs: minutesAgo(minutes),
  message: { sendID: VISITOR_ID, groupID: GROUP_ID, sessionType: SessionType.Group },
});

function note(supportNote: SupportNote, options: MessageOptions): TimelineMessage {
  const { data, extension, description } = customMessageOfNote(supportNote, '');
  return anyMessage(ContentType.Custom, { customElem: { data, extension, description } }, options);
}

const talk = (): TimelineMessage[] => [
  textMessage('Hello, this is Lena from the shop. What are you looking for?', fromAgent(14)),
  textMessage('My order 10432 says delivered, but nothing came', fromVisitor(12)),
  textMessage('I am sorry to hear that. I will look at once.', fromAgent(11)),
];
const choices = note(
  {
    kind: 'canned-reply',
    text: 'Which order is it?',
    choices: ['The last one', 'An older one', 'I do not know the number'],
  },
  fromAgent(2),
);
const closed = (): TimelineMessage => note({ kind: 'closed' }, fromAgent(2));
const rated = (): TimelineMessage =>
  note({ kind: 'rating', score: 4, comment: 'Quick and kind.' }, fromVisitor(1));

type Prepare = (session: FakeSession) => void;

const saying =
  (...messages: TimelineMessage[]): Prepare =>
  (session) => {
    session.timeline(conversationID).messages.value = [...talk(), ...messages];
  };

function supportSession(userID: string, isVerified = false, prepare?: Prepare): FakeSession {
  const session = new FakeSession(userID);
  session.add(conversation('Ada Lind', { groupID: GROUP_ID, latestMessage: talk().at(-1)?.message }));
  const timeline = session.timeline(conversationID);
  timeline.messages.value = talk();
  timeline.group.value = group({
    groupID: GROUP_ID,
    groupName: 'Ada Lind',
    ex: JSON.stringify({
      visitor: {
        userID: VISITOR_ID,
        isVerified,
        name: 'Ada Lind',
        email: 'ada@example.com',
        attributes: {
          page: 'https://shop.example.com/bicycles/city/the-long-name-of-a-bicycle-that-needs-two-lines',
          referrer: 'https://search.example.com/',
          locale: 'en-GB',
          plan: 'Pro',
          'open orders': 2,
        },
      },
    }),
  });
  prepare?.(session);
  return session;
}

// ── Visits in memory: what a gateway would answer ────────────────────────────────────────────────────────────────

const states = new Map<string, VisitState>();

class SceneVisit extends Visit {
  override readonly state = signal<VisitState>({ kind: 'idle' });
  #given: VisitState | undefined;

  override follow(config: PanelConfig): void {
    this.#given = states.get(config.url);
    super.follow(config);
  }

  override begin(answers?: VisitorDetails): Promise<Ready> {
    const given = this.#given;
    if (!given) return super.begin(answers);
    this.state.value = given;
    return given.kind === 'ready' ? Promise.resolve(given) : new Promise(() => undefined);
  }

  override checkAvailability(): Promise<void> {
    return Promise.resolve();
  }
}

Visit.make = () => new SceneVisit();

/** Where the visitor of a scene is, afresh: nobody listens there. */
function visitAt(name: string, state: VisitState | undefined, isReturning = state !== undefined): string {
  const url = `ws://127.0.0.1:1/${name}`;
  clearMemory(url);
  rememberOpen(false);
  if (state) states.set(url, state);
  if (isReturning)
    writeMemory(url, { visitorToken: 'known', userID: VISITOR_ID, token: 'known', groupID: GROUP_ID });
  return url;
}

const ready = (prepare?: Prepare): VisitState => ({
  kind: 'ready',
  session: supportSession(VISITOR_ID, false, prepare),
  target: { groupID: GROUP_ID },
});

// ── The panel ────────────────────────────────────────────────────────────────────────────────────────────────────

const fields: readonly PreChatField[] = [
  { name: 'name', required: true },
  { name: 'email', type: 'email', required: true },
  { name: 'topic', label: 'What is it about?', type: 'select', options: ['An order', 'A return'] },
  { name: 'question', label: 'Your question', type: 'textarea', required: true },
];

type PanelOptions = {
  readonly state?: () => VisitState;
  readonly config?: Partial<PanelConfig>;
  readonly act?: Scene['act'];
};

function panel(state: string, { state: visit, config, act }: PanelOptions): Scene {
  const name = `launcher-panel/${state}`;
  return {
    name,
    height: 640,
    render: () => {
      const whole = panelConfig({ url: visitAt(name, visit?.()), fields, locale: pageLocale(), ...config });
      return html`<openim-launcher-panel class="pane" .config=${whole}></openim-launcher-panel>`;
    },
    ...(act && { act }),
  };
}

const submit = pressing(['openim-launcher-panel', '.form__button']);

const panelScenes: readonly Scene[] = [
  panel('form', {}),
  panel('form-problems', {
    act: async (box) => {
      await write(box, ['openim-launcher-panel', '[name="email"]'], 'ada at example');
      await submit(box);
    },
  }),
  panel('form-away', { config: { isAway: true, fields: fields.slice(0, 2) } }),
  panel('starting', { state: () => ({ kind: 'starting' }) }),
  ...(['unreachable', 'too-many', 'unavailable'] as const).map((reason) =>
    panel(reason, { state: () => ({ kind: 'failed', reason }) }),
  ),
  panel('moved-on', { state: () => ({ kind: 'moved-on' }) }),
  panel('chat', { state: () => ready() }),
  panel('own-words', {
    state: () => ready(),
    config: {
      heading: 'The workshop',
      subheading: 'Bicycles, repaired while you wait. We answer within five minutes.',
    },
  }),
  panel('choices', { state: () => ready(saying(choices)) }),
  panel('offline', {
    state: () =>
      ready((session) => {
        session.connection.value = offline();
      }),
  }),
  panel('closed', { state: () => ready(saying(closed())), act: starred }),
  panel('rating', {
    state: () => ready(saying(closed())),
    act: async (box) => {
      await starred(box);
      await pressing(['openim-launcher-panel', '.star:nth-of-type(4) input'])(box);
      await write(box, ['openim-launcher-panel', '.rating textarea'], 'Quick and kind.');
    },
  }),
  panel('rated', { state: () => ready(saying(closed(), rated())) }),
];

function starred(box: HTMLElement): Promise<HTMLElement> {
  return shown(() => find(box, 'openim-launcher-panel', '.star'));
}

// ── The bubble ───────────────────────────────────────────────────────────────────────────────────────────────────

type BubbleOptions = {
  readonly state?: () => VisitState;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly act?: (launcher: OpenIMLauncher, box: HTMLElement) => unknown;
};

function bubble(state: string, { state: visit, attributes = {}, act }: BubbleOptions): Scene {
  const name = `launcher/${state}`;
  return {
    name,
    height: 720,
    // One panel is open at a time: what is open is kept for the whole page.
    coversPage: true,
    render: () => {
      const launcher = document.createElement('openim-launcher');
      const given = { url: visitAt(name, visit?.()), locale: pageLocale(), 'no-sound': '', ...attributes };
      for (const [attribute, value] of Object.entries(given)) launcher.setAttribute(attribute, value);
      return html`<div class="pane launcher-stage">${launcher}</div>`;
    },
    act: async (box) => {
      const launcher = box.querySelector('openim-launcher');
      if (launcher) await act?.(launcher, box);
      await frames();
    },
  };
}

const unread = (count: number) => () =>
  ready((session) => {
    session.change(conversationID, { unreadCount: count });
  });

const badge = (_: OpenIMLauncher, box: HTMLElement): Promise<unknown> =>
  shown(() => find(box, 'openim-launcher', '.badge:not([hidden])'));

async function opened(launcher: OpenIMLauncher, box: HTMLElement): Promise<void> {
  launcher.open = true;
  await launcher.whenOpen();
  // The panel waits for the words of its language.
  await shown(() => find(box, 'openim-launcher', 'openim-launcher-panel', '.header'));
}

const GREETING = 'Hello! Are you looking for something in particular? We are here until six.';

function greet(launcher: OpenIMLauncher): void {
  launcher.greet(GREETING);
}

const bubbleScenes: readonly Scene[] = [
  bubble('closed', {}),
  bubble('badge', { state: unread(3), act: badge }),
  bubble('badge-many', { state: unread(128), act: badge }),
  bubble('greeting', { act: greet }),
  bubble('other-corner', {
    attributes: { position: 'bottom-start', color: '#0f766e' },
    act: greet,
  }),
  bubble('open', { state: () => ready(), act: opened }),
  bubble('form', { attributes: { 'pre-chat': 'name email' }, act: opened }),
  bubble('loading', {
    act: (launcher) =>
      withLoader(
        () => new Promise(() => undefined),
        async () => {
          launcher.open = true;
          await frames();
        },
      ),
  }),
  bubble('cannot-load', {
    act: (launcher, box) =>
      withLoader(
        () => Promise.reject(new Error('There is no network.')),
        async () => {
          launcher.open = true;
          await shown(() => find(box, 'openim-launcher', '[role="alert"]'));
        },
      ),
  }),
];

/** Does something while the panel is fetched in another way. */
async function withLoader(loadPanel: typeof OpenIMLauncher.loadPanel, act: () => Promise<void>): Promise<void> {
  const former = OpenIMLauncher.loadPanel;
  OpenIMLauncher.loadPanel = loadPanel;
  await act();
  OpenIMLauncher.loadPanel = former;
}

// ── The visitor, as agents see them ──────────────────────────────────────────────────────────────────────────────

const answers = [
  { text: 'Hello, this is the workshop. How can I help?' },
  { text: 'Which order is it?', choices: ['The last one', 'An older one'] },
  { text: 'It left the workshop today and should be with you in two or three days.' },
];

function visitorCard(state: string, isVerified: boolean, prepare?: Prepare, id = conversationID): Scene {
  const inside: TemplateResult = html`<openim-visitor-card
    class="pane"
    conversation-id=${id}
    .answers=${answers}
  ></openim-visitor-card>`;
  return {
    name: `visitor-card/${state}`,
    height: 720,
    render: () =>
      html`<openim-provider .session=${supportSession('lena', isVerified, prepare)} locale=${pageLocale()}
        >${inside}</openim-provider
      >`,
  };
}

const cardScenes: readonly Scene[] = [
  visitorCard('guest', false),
  visitorCard('verified', true),
  visitorCard('closed', false, saying(closed(), rated())),
  visitorCard('none', false, undefined, 'single_mara'),
  {
    name: 'visitor-card/not-connected',
    height: 420,
    render: () => html`<openim-visitor-card class="pane"></openim-visitor-card>`,
  },
];

export const supportScenes: readonly Scene[] = [...bubbleScenes, ...panelScenes, ...cardScenes];
