/** Compiled by `npm run typecheck`, never run: what React's and Vue's templates know of the elements. */
import type { JSX } from 'react';
import type { GlobalComponents } from 'vue';
import '../../components/index.js';
import '../../frameworks/react.js';
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

export { chat, functionAttribute, provider, vueProvider, wrong, wrongEvent, wrongVue };
