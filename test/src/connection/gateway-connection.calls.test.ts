import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CALL_TIMEOUT_MS } from '../../../src/connection/pending-calls.js';
import { MAX_FRAME_BYTES } from '../../../src/protocol/index.js';
import { CREDENTIALS, fakeConnection, rejectionOf } from '../../helpers/fake-connection.js';
import { settled } from '../../helpers/fake-web-socket.js';

describe('GatewayConnection: calls', () => {
  it('should send a call with the user and settle it by its operationID, in any order', async () => {
    const { connection, socket, logIn } = fakeConnection();
    await logIn();
    const friends = connection.call('getFriendList', [], 'op-1');
    const unread = connection.call('getTotalUnreadMsgCount', [], 'op-2');
    assert.equal(socket().sent[1], '{"reqFuncName":"GetFriendList","operationID":"op-1","userID":"u1","data":""}');
    socket().receiveFrame({ event: 'GetTotalUnreadMsgCount', operationID: 'op-2', data: '3' });
    socket().receiveFrame({ event: 'GetFriendList', operationID: 'op-1', data: '[]' });
    assert.equal((await unread).data, '3');
    assert.deepEqual(await friends, {
      event: 'GetFriendList',
      errCode: 0,
      errMsg: '',
      data: '[]',
      operationID: 'op-1',
    });
  });

  it('should reject with the gateway’s code', async () => {
    const { connection, socket, logIn } = fakeConnection();
    await logIn();
    const call = rejectionOf(connection.call('deleteFriend', ['nobody'], 'op'));
    socket().reply({ errCode: 802, errMsg: 'not a friend' });
    const { errCode, errMsg, event, operationID } = await call;
    assert.deepEqual(
      { errCode, errMsg, event, operationID },
      {
        errCode: 802,
        errMsg: 'not a friend',
        event: 'DeleteFriend',
        operationID: 'op',
      },
    );
  });

  it('should answer calls that share an operationID in the order they were made', async () => {
    const { connection, socket, logIn } = fakeConnection();
    await logIn();
    const calls = [connection.call('getLoginUser', [], 'same'), connection.call('getLoginUser', [], 'same')];
    socket().receiveFrame({ event: 'GetLoginUser', operationID: 'same', data: 'first' });
    socket().receiveFrame({ event: 'GetLoginUser', operationID: 'same', data: 'second' });
    assert.deepEqual(
      (await Promise.all(calls)).map(({ data }) => data),
      ['first', 'second'],
    );
  });

  it('should hold a call made while connecting until the login is accepted', async () => {
    const { connection, socket, acceptLogin } = fakeConnection();
    connection.open(CREDENTIALS);
    const call = connection.call('getLoginUser', []);
    await acceptLogin();
    assert.deepEqual(
      socket().requests.map(({ reqFuncName }) => reqFuncName),
      ['Login', 'GetLoginUser'],
    );
    socket().reply({ data: 'u1' });
    assert.equal((await call).data, 'u1');
  });

  it('should reject a held call with 112 when the attempt fails, since it was never sent', async () => {
    const { connection, failAttempt } = fakeConnection();
    connection.open(CREDENTIALS);
    const call = rejectionOf(connection.call('getLoginUser', []));
    await failAttempt();
    assert.equal((await call).errCode, 112);
  });

  it('should reject at once with 112 without a connection, and with 113 without a network', async () => {
    const { connection, failAttempt, wakeSignals } = fakeConnection();
    assert.equal((await rejectionOf(connection.call('getLoginUser', []))).errCode, 112);
    wakeSignals.offline = true;
    connection.open(CREDENTIALS);
    await failAttempt();
    assert.ok(connection.state.kind === 'waiting' && connection.state.reason === 'offline');
    const error = await rejectionOf(connection.call('getLoginUser', [], 'op'));
    assert.deepEqual([error.errCode, error.event, error.operationID], [113, 'GetLoginUser', 'op']);
  });

  it('should reject every call that was under way with 111 when the connection is lost', async () => {
    const { connection, socket, logIn } = fakeConnection();
    await logIn();
    const calls = [1, 2, 3].map(() => rejectionOf(connection.call('getLoginUser', [])));
    socket().end();
    assert.deepEqual(
      (await Promise.all(calls)).map(({ errCode }) => errCode),
      [111, 111, 111],
    );
  });

  it('should reject every call with 111 when it is closed, and with 706 when it is kicked', async () => {
    const closed = fakeConnection();
    await closed.logIn();
    const call = rejectionOf(closed.connection.call('getLoginUser', []));
    closed.connection.close();
    assert.equal((await call).errCode, 111);

    const kicked = fakeConnection();
    await kicked.logIn();
    const other = rejectionOf(kicked.connection.call('getLoginUser', []));
    kicked.socket().receiveFrame({ event: 'OnKickedOffline' });
    assert.equal((await other).errCode, 706);
  });

  it('should reject a call with 114 after its time, and ignore the answer that comes later', async () => {
    const { connection, socket, clock, logIn } = fakeConnection();
    await logIn();
    const call = rejectionOf(connection.call('getLoginUser', [], 'late'));
    await clock.advance(9000);
    for (let passedMs = 9000; passedMs < CALL_TIMEOUT_MS; passedMs += 7000) {
      socket().receiveFrame({ event: 'OnSyncServerStart' });
      await clock.advance(7000);
    }
    assert.equal((await call).errCode, 114);
    socket().receiveFrame({ event: 'GetLoginUser', operationID: 'late' });
    await settled();
    assert.equal(connection.state.kind, 'online');
  });

  it('should refuse arguments that cannot be encoded, or are larger than a frame, without sending them', async () => {
    const { connection, socket, logIn } = fakeConnection();
    await logIn();
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const calls = [
      connection.call('setSelfInfo', [circular]),
      connection.call('createTextMessage', ['x'.repeat(MAX_FRAME_BYTES)]),
      connection.call('createTextMessage', ['界'.repeat(MAX_FRAME_BYTES / 3)]),
    ];
    assert.deepEqual(
      (await Promise.all(calls.map(rejectionOf))).map(({ errCode }) => errCode),
      [803, 803, 803],
    );
    assert.equal(socket().sent.length, 1);
    void connection.call('createTextMessage', ['x'.repeat(MAX_FRAME_BYTES - 1000)]).catch(() => undefined);
    assert.equal(socket().sent.length, 2);
  });

  it('should close after the answer to a logout, and stay so', async () => {
    const { connection, socket, sockets, clock, logIn } = fakeConnection();
    await logIn();
    const logout = connection.call('logout', []);
    socket().reply();
    assert.equal((await logout).errCode, 0);
    assert.equal(connection.state.kind, 'idle');
    assert.ok(socket().closed);
    await clock.advance(600_000);
    assert.equal(sockets.length, 1);
  });

  it('should log in again when the gateway says that it is not', async () => {
    const { connection, socket, sockets, clock, logIn, acceptLogin } = fakeConnection();
    await logIn();
    const call = rejectionOf(connection.call('getFriendList', []));
    socket().reply({ event: 'Login', errCode: 1003, errMsg: 'No Login, first Login' });
    assert.equal((await call).errCode, 1003);
    await clock.advanceToNext();
    assert.equal(sockets.length, 2);
    await acceptLogin();
  });
});

describe('GatewayConnection: frames', () => {
  it('should pass events on in the order of arrival, from the first frame on', async () => {
    const { connection, socket, frames } = fakeConnection();
    connection.open(CREDENTIALS);
    socket().open();
    socket().receiveFrame({ event: 'OnSelfInfoUpdated', data: '0' });
    await settled();
    socket().reply();
    for (const data of ['1', '2', '3']) socket().receiveFrame({ event: 'OnRecvNewMessage', data });
    await settled();
    assert.deepEqual(
      frames.map(({ data }) => data),
      ['0', '1', '2', '3'],
    );
  });

  it('should let whoever awaits a reply go on before the next frame, also when one packet brings both', async () => {
    const { connection, socket, logIn } = fakeConnection();
    await logIn();
    const order: string[] = [];
    connection.on('frame', ({ data }) => order.push(data));
    const caller = async () => {
      order.push((await connection.call('getLoginUser', [], 'op')).data);
    };
    const call = caller();
    socket().receiveFrame({ event: 'OnRecvNewMessage', data: 'before' });
    socket().receiveFrame({ event: 'GetLoginUser', operationID: 'op', data: 'reply' });
    socket().receiveFrame({ event: 'OnRecvNewMessage', data: 'after' });
    await call;
    await settled();
    assert.deepEqual(order, ['before', 'reply', 'after']);
  });

  it('should settle a reply that arrived just before the end', async () => {
    const { connection, socket, logIn } = fakeConnection();
    await logIn();
    const call = connection.call('getLoginUser', []);
    socket().reply({ data: 'u1' });
    socket().end();
    assert.equal((await call).data, 'u1');
  });

  it('should survive what is no frame, and answers it does not know, and hand on events of later gateways', async () => {
    const { connection, socket, frames, logger, logIn } = fakeConnection();
    await logIn();
    for (const data of ['', '{', 'null', '[]', '{"event":1}', new ArrayBuffer(2)]) socket().receive(data);
    socket().receiveFrame({ event: 'OnOrganizationUpdated' });
    socket().receiveFrame({ event: 'GetFriendList', operationID: 'nobody asked' });
    socket().receiveFrame({ event: '__proto__' });
    await settled();
    assert.equal(connection.state.kind, 'online');
    assert.deepEqual(
      frames.map(({ event }) => event),
      ['OnOrganizationUpdated'],
    );
    assert.equal(logger.lines.filter((line) => line === 'warn: a malformed frame was ignored').length, 5);
  });

  it('should keep to itself what its state says already', async () => {
    const { connection, socket, frames } = fakeConnection();
    connection.open(CREDENTIALS);
    socket().open();
    await settled();
    for (const event of ['OnConnecting', 'OnConnectSuccess', 'OnConnectFailed']) socket().receiveFrame({ event });
    await settled();
    assert.equal(connection.state.kind, 'connecting');
    assert.deepEqual(frames, []);
  });

  it('should isolate a listener that throws', async () => {
    const { connection, socket, frames, logger, logIn } = fakeConnection();
    connection.on('frame', () => {
      throw new Error('broken page');
    });
    await logIn();
    socket().receiveFrame({ event: 'OnSyncServerStart' });
    socket().receiveFrame({ event: 'OnSyncServerFinish' });
    await settled();
    assert.equal(frames.length, 2);
    assert.equal(logger.lines.length, 2);
  });
});
