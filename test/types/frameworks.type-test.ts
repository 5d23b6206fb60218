/** Compiled by `npm run typecheck`, never run: what frameworks' templates know of the elements. */
import type { JSX as PreactJSX } from 'preact';
import type { JSX } from 'react';
import type { SvelteHTMLElements } from 'svelte/elements';
import type { GlobalComponents } from 'vue';
import '../../components/index.js';
import '../../frameworks/preact.js';
import '../../frameworks/react.js';
import '../../frameworks/svelte.js';
import '../../frameworks/vue.js';
import type { OpenIMChat } from '../../components/index.js';
import { exactly } from './exactly.js';

type ReactProvider = JSX.IntrinsicElements['openim-provider'];
type ReactChat = JSX.IntrinsicElements['openim-chat'];

const provider: ReactProvider = {
  url: 'ws://127.0.0.1:1',
  'user-id': 'ada',
  userID: 'ada',
  'platform-id': 5,
  getToken: () => Promise.resolve('token'),
  'onopenim-unread-change': ({ detail }) => {
    exactly<number>()(detail.total);
  },
  className: 'chat',
};
const chat: ReactChat = {
  conversationID: 'single_bob',
  'no-header': true,
  ref: (element: OpenIMChat | null) => element?.focus(),
};
// @ts-expect-error -- an id is a text
const wrong: ReactProvider = { 'user-id': 7 };
// @ts-expect-error -- a function is no attribute
const functionAttribute: ReactProvider = { 'get-token': () => Promise.resolve('token') };
const wrongEvent: ReactProvider = {
  // @ts-expect-error -- events' details are typed
  'onopenim-unread-change': (event: CustomEvent<string>) => event.detail.length,
};

type VueProps = InstanceType<GlobalComponents['openim-provider']>['$props'];
const vueProvider: VueProps = {
  url: 'ws://127.0.0.1:1',
  'user-id': 'ada',
  getToken: () => Promise.resolve('token'),
};
// @ts-expect-error -- an id is a text
const wrongVue: VueProps = { 'user-id': 7 };
/** `:user-id`, as the compiler of templates calls it. */
const vueTemplate: VueProps = { userId: 'ada' };
// @ts-expect-error -- an id is a text
const wrongVueTemplate: VueProps = { userId: 7 };

type SvelteProvider = SvelteHTMLElements['openim-provider'];
const svelteProvider: SvelteProvider = {
  url: 'ws://127.0.0.1:1',
  userID: 'ada',
  getToken: () => Promise.resolve('token'),
  'onopenim-unread-change': ({ detail }) => {
    exactly<number>()(detail.total);
  },
  class: 'chat',
};
// @ts-expect-error -- an id is a text
const wrongSvelte: SvelteProvider = { 'user-id': 7 };

type PreactProvider = PreactJSX.IntrinsicElements['openim-provider'];
const preactProvider: PreactProvider = {
  url: 'ws://127.0.0.1:1',
  userID: 'ada',
  getToken: () => Promise.resolve('token'),
  'onopenim-unread-change': ({ detail }) => {
    exactly<number>()(detail.total);
  },
  class: 'chat',
};
// @ts-expect-error -- an id is a text
const wrongPreact: PreactProvider = { 'user-id': 7 };

export {
  chat,
  functionAttribute,
  preactProvider,
  provider,
  svelteProvider,
  vueProvider,
  vueTemplate,
  wrong,
  wrongEvent,
  wrongPreact,
  wrongSvelte,
  wrongVue,
  wrongVueTemplate,
};
