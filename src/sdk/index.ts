/** The SDK without what a UI binds to: what `dist/sdk.mjs` holds. */
export * from '../protocol/index.js';
export { GatewayConnection } from '../connection/gateway-connection.js';
export { EventEmitter as emitter } from './event-emitter.js';
export { OpenIMSDK } from './open-im-sdk.js';
export { uuid } from './uuid.js';
