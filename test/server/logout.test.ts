import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CloseCode } from '../../src/protocol/index.js';
import { names } from '../helpers/client-events.js';
import { GatewayFixture, sendText } from '../helpers/gateway-fixture.js';

describe('logout', () => {
  it('answers what came before it, then itself, then nothing', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const frame = (reqFuncName: string, operationID: string, data = ''): void => {
      ada.send({ reqFuncName, operationID, userID: 'ada', data });
    };
    const loggedOut = ada.next('the reply to Logout', ({ event }) => event === 'Logout');
    frame('GetLoginUser', '1');
    frame('GetAllConversationList', '2');
    frame('Logout', '3');
    frame('GetLoginUser', '4');
    frame('Logout', '5');
    await loggedOut;
    await sendText(bob, 'ada', 'are you there?');
    ada.send('whatever');
    await bob.settle();
    await gateway.clock.advance(2000);
    assert.equal(await ada.closeCode(), CloseCode.Normal, 'the gateway closes when the client does not');
    assert.deepEqual(names(ada.frames), ['GetLoginUser', 'GetAllConversationList', 'Logout']);
    assert.deepEqual(ada.frames.at(-1), { event: 'Logout', errCode: 0, errMsg: '', data: '', operationID: '3' });
  });

  it('leaves the user’s other connections and the token alone', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const tablet = await gateway.connect('ada', { token: ada.token });
    await ada.ok('logout');
    await sendText(bob, 'ada', 'hi');
    await tablet.event('OnRecvNewMessage');
    await gateway.connect('ada', { token: ada.token });
  });
});
