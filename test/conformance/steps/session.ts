import assert from 'node:assert/strict';
import { Stage } from '../stage.js';
import type { Step } from '../step.js';

/** Protocol 4, with the events of a connection. */
export const sessionSteps: readonly Step[] = [
  {
    name: 'login tells how it goes',
    async run({ stage }) {
      await stage.gateway.register('ann', 'bob', 'cid', 'dan', 'eve', 'kim');
      const ann = await stage.enter('ann');
      await stage.came({
        ann: [
          ['OnConnecting', ''],
          ['OnConnectSuccess', ''],
          ['OnSyncServerStart', ''],
          ['OnSyncServerFinish', ''],
        ],
      });
      await ann.says('101', 'getLoginStatus');
      await ann.says('ann', 'getLoginUser');
      for (const userID of ['bob', 'cid', 'dan', 'eve']) await stage.enter(userID);
      await stage.enter('ann', 'ann2');
      await stage.forget();
    },
  },
  {
    name: 'login with a token of somebody else is refused',
    async run({ stage }) {
      const config = await stage.config('kim');
      const stranger = stage.newcomer('ann');
      const { errCode, data } = await stranger.client.call('login', { ...config, userID: 'ann' });
      // Who cannot read the handshake's answer sees a lost socket, who asks for it in a frame the code.
      assert([111, 112, 705].includes(errCode), String(errCode));
      assert.equal(data, '');
    },
  },
  {
    name: 'logout ends one connection, and calls fail then',
    async run({ stage }) {
      const kim = stage.newcomer('kim');
      await kim.fails(112, 'getSelfUserInfo');
      await kim.says('', 'login', await stage.config('kim'));
      await kim.says('', 'logout');
      await kim.fails(112, 'getSelfUserInfo');
    },
  },
  {
    name: 'a second login on a phone ends the first',
    async run({ stage }) {
      const [first, second] = [stage.newcomer('kim'), stage.newcomer('kim')];
      await first.says('', 'login', await stage.config('kim', 1));
      await second.says('', 'login', await stage.config('kim', 1));
      const { data } = await first.client.waitFor('OnKickedOffline');
      assert.equal(data, '');
      stage.coverage.event('OnKickedOffline');
      await first.fails(706, 'getSelfUserInfo');
      await second.says('101', 'getLoginStatus');
      for (const { client } of [first, second]) await client.call('logout');
    },
  },
  {
    name: 'a token that runs out ends the session',
    async run({ stage, test }) {
      const daysOfTenSeconds = 10 / (24 * 60 * 60);
      const options = { tokenLifetimeDays: daysOfTenSeconds };
      const brief = await Stage.open(test, stage.kind, options, stage.coverage);
      await brief.gateway.register('kim');
      const kim = brief.newcomer('kim');
      await kim.says('', 'login', await brief.config('kim'));
      await brief.gateway.clock.advance(11_000);
      const { data } = await kim.client.waitFor('OnUserTokenExpired');
      assert.equal(data, '');
      brief.coverage.event('OnUserTokenExpired');
      await kim.fails(701, 'getSelfUserInfo');
      await kim.client.call('logout');
    },
  },
];
