/**
 * The content of `dist/sdk.mjs`: the SDK without the session views that a user interface is built on, and the parts of
 * the protocol that a page needs. What only gateways need, such as limits and decoding, is in `openim-chat/protocol`.
 */
export { GatewayConnection } from '../connection/gateway-connection.js';
export * from '../protocol/constants.js';
export * from '../protocol/conversations.js';
export * from '../protocol/errors.js';
export { CbEvents } from '../protocol/events.js';
export { parse, toJson, type Json } from '../protocol/json.js';
export { RequestFunc } from '../protocol/methods.js';
export { EventEmitter as emitter } from './event-emitter.js';
export { OpenIMSDK } from './open-im-sdk.js';
export { uuid } from './uuid.js';
