import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { WebSocket } from 'ws';
import {
  OpenIMError,
  OpenIMSDK,
  type ConnectionState,
  type EventFrame,
  type EventName,
  type InitConfig,
} from '../../src/index.js';
import { FakeGateway } from './fake-gateway.js';
import { recordingLogger } from './fake-wake-signals.js';
import { ManualClock } from './manual-clock.js';

export const CONNECTION_EVENTS = [
  'OnConnecting',
  'OnConnectSuccess',
  'OnConnectFailed',
  'OnKickedOffline',
  'OnUserTokenExpired',
] as const satisfies EventName[];

/** A gateway the test plays, and an SDK that is not logged in yet. */
export async function sdkWithFakeGateway(test: TestContext) {
  const gateway = await FakeGateway.start(test);
  gateway.answer('GetAllConversationList', () => ({ data: '[]' }));
  gateway.answer('GetJoinedGroupList', () => ({ data: '[]' }));
  gateway.answer('GetSelfUserInfo', () => ({
    data: JSON.stringify({ userID: 'u1', nickname: 'One', faceURL: 'https://a.example/1.png' }),
  }));
  const clock = new ManualClock();
  const logger = recordingLogger();
  const sdk = new OpenIMSDK({
    clock,
    logger,
    storage: 'memory',
    createSocket: (url, subprotocols) => new WebSocket(url, subprotocols),
  });
  test.after(() => {
    sdk.close();
  });
  const config: InitConfig = { userID: 'u1', token: 'tok', url: gateway.url, platformID: 5 };
  const events: EventFrame[] = [];
  for (const name of CONNECTION_EVENTS) sdk.on(name, (frame) => events.push(frame));
  const eventNames = () => events.map(({ event }) => event);
  return { gateway, clock, logger, sdk, config, events, eventNames };
}

/** The next event of that name. */
export const next = <Name extends EventName>(sdk: OpenIMSDK, name: Name) =>
  new Promise<EventFrame<Name>>((resolve) => {
    sdk.on(name, resolve);
  });

/** Resolves when the connection is in that state. */
export const reaches = (sdk: OpenIMSDK, kind: ConnectionState['kind']) =>
  new Promise<void>((resolve) => {
    sdk.sync?.engine.on('state', (state) => {
      if (state.kind === kind) resolve();
    });
    if (sdk.connectionState.kind === kind) resolve();
  });

export const rejectionOf = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('resolved'),
    (error: unknown) => {
      assert.ok(error instanceof OpenIMError);
      const { event, errCode, errMsg, data, operationID } = error;
      return { event, errCode, errMsg, data, operationID };
    },
  );
