/** Registers every element, and gives access to their classes. */
import { whenIdle } from './internal/when-idle.js';

export { OpenIMAvatar } from './avatar/avatar.js';
export { OpenIMChat } from './chat/chat.js';
export { OpenIMComposer } from './composer/composer.js';
export { OpenIMConnectionStatus } from './connection-status/connection-status.js';
export { OpenIMConversationList } from './conversation-list/conversation-list.js';
export { OpenIMMessageList } from './message-list/message-list.js';
export {
  OpenIMMessage,
  registerMessageRenderer,
  type MessageRenderer,
  type RendererContext,
  type RunPosition,
} from './message/message.js';
export { OpenIMProvider } from './provider/provider.js';
export { OpenIMTypingIndicator } from './typing-indicator/typing-indicator.js';
export type * from './launcher/launcher.js';
export type * from './people/people.js';
export type { AttentionSource } from './internal/attention.js';
export type { FactDetails, FactName, OpenIMEventMap, RequestDetails, RequestName } from './internal/events.js';
export type { Catalog } from './locales/index.js';

/** By then a chat from the cache is on the screen: while it is read from there, the page seems idle. */
const REST_DELAY_MS = 300;
/** How long elements for people and groups that a page makes later wait at most, after that. */
const IDLE_TIMEOUT_MS = 1000;

function loadRest(): void {
  Promise.all([import('./people/people.js'), import('./launcher/launcher.js')]).catch((error: unknown) => {
    console.warn('[openim-chat] elements could not be loaded', error);
  });
}

// A chat is on the screen before they are loaded, unless they stand in the page already. On a server nobody asks for them.
const { document } = globalThis as Partial<typeof globalThis>;
const waiting = document?.querySelectorAll<HTMLElement>(':not(:defined)') ?? [];
if ([...waiting].some(({ localName }) => localName.startsWith('openim-'))) loadRest();
else if (document) setTimeout(whenIdle, REST_DELAY_MS, loadRest, IDLE_TIMEOUT_MS);
