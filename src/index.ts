/**
 * The public entry of `openim-chat`: the SDK for browsers and Node. Importing it has no side effect; nothing of the
 * host is touched before a login.
 */
export type {
  ClosedReason,
  ConnectionState,
  Credentials,
  Engine,
  EngineCapabilities,
  EngineEvents,
  LossReason,
  UploadOptions,
} from './connection/engine.js';
export type { GatewayConnectionOptions } from './connection/gateway-connection.js';
export type { CreateSocket, WebSocketLike } from './connection/socket.js';
export { fetchSupportStatus, openSupportSession } from './connection/support.js';
export * from './protocol/index.js';
export * from './sdk/index.js';
export type { OpenIMSDKOptions } from './sdk/login.js';
export * from './session/index.js';
export { deleteCache } from './storage/open-store.js';
export { openSharedSync } from './sync/tabs/shared-sync.js';
export type { OpenSync, SyncOptions } from './sync/sync-client.js';
export type * from './sync/types.js';
export type { Clock, TimerHandle } from './util/clock.js';
export type { Unsubscribe } from './util/emitter.js';
export type { Logger } from './util/logger.js';
export type { WakeSignals } from './util/wake-signals.js';
