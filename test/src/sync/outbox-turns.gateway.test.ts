import assert from 'node:assert/strict';
import { it } from 'node:test';

import { WebSocket } from 'ws';

import { MessageStatus, OpenIMSDK, parse } from '../../../src/index.js';
import { GatewayFixture } from '../../helpers/gateway-fixture.js';

it('should send a message that is written in the very moment another one is acknowledged', async (t) => {
  const gateway = await GatewayFixture.start(t);
  await gateway.register('ada', 'bob');
  const sdk = new OpenIMSDK({
    storage: 'memory',
    createSocket: (url, subprotocols) => new WebSocket(url, subprotocols),
  });
  const url = gateway.url.replace('http', 'ws');
  await sdk.login({ userID: 'ada', token: await gateway.token('ada'), url, platformID: 5 });

  for (let index = 1; index <= 100; index++) {
    const message = (await sdk.createTextMessage(`message ${String(index)}`)).data;
    const sent = parse(await sdk.sendMessage({ recvID: 'bob', groupID: '', message }));
    assert.equal(sent.status, MessageStatus.Sent, `message ${String(index)}`);
  }
  const params = { userID: 'bob', groupID: '', count: 200, startClientMsgID: '' };
  assert.equal(parse(await sdk.getHistoryMessageList(params)).length, 100);
  await sdk.logout();
});
