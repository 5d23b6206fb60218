/** Registers every element, and gives access to their classes. */
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

// A chat does not wait for them: elements that are in the page already come alive when they arrive.
Promise.all([import('./people/people.js'), import('./launcher/launcher.js')]).catch((error: unknown) => {
  console.warn('[openim-chat] The elements for people and groups, and the launcher, could not be loaded.', error);
});
