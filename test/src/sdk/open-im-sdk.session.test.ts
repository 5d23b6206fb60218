import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventTable, type EventName } from '../../../src/index.js';
import { LOGOUT_TIMEOUT_MS } from '../../../src/sdk/login.js';
import { settled } from '../../helpers/fake-web-socket.js';
import { CONNECTION_EVENTS, next, reaches, rejectionOf, sdkWithFakeGateway } from '../../helpers/fake-sdk.js';

describe('OpenIMSDK: events', () => {
  it('should hand listeners the raw frame, of every event of the table', async (test) => {
    const { gateway, sdk, config } = await sdkWithFakeGateway(test);
    await sdk.login(config);
    const others = (Object.keys(eventTable) as EventName[]).filter(
      (name) => !CONNECTION_EVENTS.some((event) => event === name),
    );
    for (const name of others) {
      const heard = next(sdk, name);
      gateway.lastConnection.event(name, '[]');
      assert.deepEqual(await heard, { event: name, errCode: 0, errMsg: '', data: '[]', operationID: '0' });
    }
  });

  it('should deliver an event when the cache knows what it reports', async (test) => {
    const { gateway, sdk, config } = await sdkWithFakeGateway(test);
    await sdk.login(config);
    const known = next(sdk, 'OnConversationChanged').then(() => sdk.sync?.getOverview());
    const conversation = { conversationID: 'single_u2', conversationType: 1, userID: 'u2', latestMsgSendTime: 5 };
    gateway.lastConnection.event('OnConversationChanged', JSON.stringify([conversation]));
    assert.deepEqual(
      (await known)?.conversations.map(({ conversationID }) => conversationID),
      ['single_u2'],
    );
  });

  it('should report a login once, though the gateway reports it too', async (test) => {
    const { gateway, sdk, config, eventNames, events } = await sdkWithFakeGateway(test);
    gateway.login = () => {
      gateway.lastConnection.event('OnConnecting');
      gateway.lastConnection.event('OnConnectSuccess');
      return {};
    };
    await sdk.login(config);
    gateway.lastConnection.event('OnConnectSuccess');
    await sdk.getLoginUser();
    assert.deepEqual(eventNames(), ['OnConnecting', 'OnConnectSuccess']);
    assert.deepEqual(events[0], { event: 'OnConnecting', errCode: 0, errMsg: '', data: '', operationID: '' });
  });

  it('should report a reconnect as another login', async (test) => {
    const { gateway, clock, sdk, config, eventNames } = await sdkWithFakeGateway(test);
    await sdk.login(config);
    gateway.lastConnection.cut();
    await reaches(sdk, 'waiting');
    const back = next(sdk, 'OnConnectSuccess');
    await clock.advanceToNext();
    await back;
    assert.deepEqual(eventNames(), ['OnConnecting', 'OnConnectSuccess', 'OnConnecting', 'OnConnectSuccess']);
  });

  it('should report attempts that fail while it tries again by itself', async (test) => {
    const { gateway, clock, sdk, config, events } = await sdkWithFakeGateway(test);
    await gateway.stop();
    const failed = next(sdk, 'OnConnectFailed');
    await sdk.open(config);
    await failed;
    const failedAgain = next(sdk, 'OnConnectFailed');
    await clock.advanceToNext();
    await failedAgain;
    assert.deepEqual(
      events.map(({ event, errCode }) => [event, errCode]),
      [
        ['OnConnecting', 0],
        ['OnConnectFailed', 112],
        ['OnConnecting', 0],
        ['OnConnectFailed', 112],
      ],
    );
  });

  for (const [event, errCode] of [
    ['OnKickedOffline', 706],
    ['OnUserTokenExpired', 701],
  ] as const) {
    it(`should report ${event} once and refuse calls with ${errCode} from then on`, async (test) => {
      const { gateway, sdk, config, eventNames } = await sdkWithFakeGateway(test);
      await sdk.login(config);
      const heard = next(sdk, event);
      gateway.lastConnection.event(event);
      gateway.lastConnection.event(event);
      await heard;
      await gateway.lastConnection.ended();
      assert.equal((await rejectionOf(sdk.getFriendList())).errCode, errCode);
      assert.deepEqual(eventNames(), ['OnConnecting', 'OnConnectSuccess', event]);
    });
  }
});

describe('OpenIMSDK: login and logout', () => {
  it('should resolve on the first login that is accepted', async (test) => {
    const { sdk, config } = await sdkWithFakeGateway(test);
    assert.deepEqual(await sdk.login({ ...config, operationID: 'OP' }), {
      event: 'Login',
      errCode: 0,
      errMsg: '',
      data: '',
      operationID: 'OP',
    });
    assert.equal(sdk.connectionState.kind, 'online');
    assert.equal(sdk.sync?.userID, 'u1');
  });

  it('should reject when the gateway refuses, with its code, and be idle', async (test) => {
    const { gateway, sdk, config, events } = await sdkWithFakeGateway(test);
    gateway.login = () => ({ errCode: 702, errMsg: 'token invalid' });
    assert.deepEqual(await rejectionOf(sdk.login(config, 'OP')), {
      event: 'Login',
      errCode: 702,
      errMsg: 'token invalid',
      data: '',
      operationID: 'OP',
    });
    assert.deepEqual(sdk.connectionState, { kind: 'idle' });
    assert.equal(sdk.sync, undefined);
    assert.deepEqual(
      events.map(({ event, errCode }) => [event, errCode]),
      [
        ['OnConnecting', 0],
        ['OnConnectFailed', 702],
      ],
    );
  });

  it('should reject when nobody is there, be idle, and try no more', async (test) => {
    const { gateway, clock, sdk, config } = await sdkWithFakeGateway(test);
    await gateway.stop();
    assert.equal((await rejectionOf(sdk.login(config))).errCode, 112);
    assert.deepEqual(sdk.connectionState, { kind: 'idle' });
    assert.equal(clock.pendingTimers, 0);
    assert.equal((await rejectionOf(sdk.getFriendList())).errCode, 112);
  });

  it('should leave a login alone when the next one says not who or where', async (test) => {
    const { sdk, config } = await sdkWithFakeGateway(test);
    await sdk.login(config);
    assert.equal((await rejectionOf(sdk.login({ ...config, url: '' }))).errCode, 803);
    assert.equal((await rejectionOf(sdk.login({ ...config, userID: '' }))).errCode, 803);
    assert.equal(sdk.connectionState.kind, 'online');
  });

  it('should let a second login take the place of the first, whenever it comes', async (test) => {
    const { gateway, sdk, config } = await sdkWithFakeGateway(test);
    const first = rejectionOf(sdk.login(config));
    await sdk.login({ ...config, userID: 'u2' });
    assert.equal((await first).errCode, 111);
    await sdk.login({ ...config, userID: 'u3' });
    assert.equal(sdk.sync?.userID, 'u3');
    assert.equal(gateway.connections.length, 2);
    await gateway.connections[0]?.ended();
  });

  it('should let a second login take the place of one that waits for its answer', async (test) => {
    const { gateway, sdk, config } = await sdkWithFakeGateway(test);
    gateway.login = () => undefined;
    const first = rejectionOf(sdk.login(config));
    await gateway.request('Login');
    gateway.login = () => ({});
    await sdk.login({ ...config, userID: 'u2' });
    assert.equal((await first).errCode, 111);
    assert.equal(sdk.sync?.userID, 'u2');
  });

  it('should tell the gateway of a logout, close, and know nobody any more', async (test) => {
    const { gateway, clock, sdk, config } = await sdkWithFakeGateway(test);
    await sdk.login(config);
    const answer = await sdk.logout('OP');
    assert.deepEqual([answer.event, answer.errCode, answer.operationID], ['Logout', 0, 'OP']);
    assert.equal((await gateway.request('Logout')).request.operationID, 'OP');
    await gateway.lastConnection.ended();
    assert.deepEqual(sdk.connectionState, { kind: 'idle' });
    assert.equal(sdk.sync, undefined);
    assert.equal(clock.pendingTimers, 0);
    assert.equal((await rejectionOf(sdk.logout())).errCode, 112);
  });

  it('should log out all the same when the gateway does not answer, or is not there', async (test) => {
    const { gateway, clock, sdk, config } = await sdkWithFakeGateway(test);
    gateway.answer('Logout', () => undefined);
    await sdk.login(config);
    const silent = sdk.logout();
    await gateway.request('Logout');
    await clock.advance(LOGOUT_TIMEOUT_MS);
    assert.equal((await silent).errCode, 0);

    await sdk.login(config);
    await gateway.stop();
    await reaches(sdk, 'waiting');
    assert.equal((await sdk.logout()).errCode, 0);
    assert.equal(clock.pendingTimers, 0);
  });

  it('should let a login made during a logout begin after it', async (test) => {
    const { gateway, clock, sdk, config } = await sdkWithFakeGateway(test);
    gateway.answer('Logout', () => undefined);
    await sdk.login(config);
    const logout = sdk.logout();
    const login = sdk.login(config);
    await gateway.request('Logout');
    await settled();
    assert.equal(sdk.connectionState.kind, 'idle');
    await clock.advance(LOGOUT_TIMEOUT_MS);
    await Promise.all([logout, login]);
    assert.equal(sdk.connectionState.kind, 'online');
  });
});
