/**
 * The SDK without what a UI binds to, and of the protocol what a page speaks with: what `dist/sdk.mjs` holds. What only a
 * gateway needs, limits and decoding for instance, is in `openim-chat/protocol`.
 */
export { GatewayConnection } from '../connection/gateway-connection.js';
export * from '../protocol/constants.js';
export * from '../protocol/conversations.js';
export * from '../protocol/errors.js';
export { CbEvents } from '../protocol/events.js';
export * from '../protocol/json.js';
export { RequestFunc } from '../protocol/methods.js';
export { EventEmitter as emitter } from './event-emitter.js';
export { OpenIMSDK } from './open-im-sdk.js';
export { uuid } from './uuid.js';
