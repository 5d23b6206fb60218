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

/** By then, a chat from the cache is on screen; while the cache is being read, the page would already seem idle. */
const REST_DELAY_MS = 300;
/** After that delay, how long the elements for people and groups wait for the page to be idle. */
const IDLE_TIMEOUT_MS = 1000;

async function loadPeople(): Promise<void> {
  await import('./people/people.js');
}

async function loadLauncher(): Promise<void> {
  await import('./launcher/launcher.js');
}

function loadRest(): void {
  Promise.all([loadPeople(), loadLauncher()]).catch((error: unknown) => {
    console.warn('[openim-chat] elements could not be loaded', error);
  });
}

// These elements are loaded after a chat is on screen, unless the page already contains one of them, and not at all on a
// server.
const { document } = globalThis as Partial<typeof globalThis>;
const waiting = document?.querySelectorAll<HTMLElement>(':not(:defined)') ?? [];
if ([...waiting].some(({ localName }) => localName.startsWith('openim-'))) loadRest();
else if (document) setTimeout(whenIdle, REST_DELAY_MS, loadRest, IDLE_TIMEOUT_MS);
