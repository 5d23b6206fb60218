import assert from 'node:assert/strict';
import { it } from 'node:test';
import { eventExamples } from '../../docs/examples/index.js';
import {
  eventTable,
  parse,
  toJson,
  type EventFrame,
  type EventName,
  type Json,
  type MessageItem,
  type WsResponse,
} from '../../src/index.js';
import { SECRET } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';
import { ExampleWorld, playStory } from './example-world.js';

const SECONDS_A_DAY = 86_400;
/** Shorter than the silence after which a client asks for a sign of life, which real time would have to answer. */
const TOKEN_LIFETIME_SECONDS = 8;

type Happening = {
  /** What the example puts on the screen. */
  readonly line: RegExp;
  /** What happens meanwhile. */
  readonly cause: (world: ExampleWorld) => Promise<unknown> | undefined;
};

async function sends(client: RawClient, recvID: string, text: string, groupID = ''): Promise<void> {
  const message = await client.ok('createTextMessage', text);
  await client.ok('sendMessage', { recvID, groupID, message });
}

const logIn = ({ openIM, config }: ExampleWorld) => openIM.login(config);

/** For events no gateway of ours sends: others may, and the SDK passes them on. */
function comes(event: EventName, data: string) {
  return ({ openIM }: ExampleWorld): undefined => {
    const frame: WsResponse = { event, errCode: 0, errMsg: '', data, operationID: '' };
    openIM.emit(event, frame as EventFrame);
  };
}

const happenings: { readonly [_ in EventName]: Happening } = {
  OnConnecting: { line: /^connecting …$/, cause: logIn },
  OnConnectSuccess: { line: /^connected$/, cause: logIn },
  OnConnectFailed: {
    line: /^no connection: .+ \(703\)$/,
    cause: ({ openIM, config }) => assert.rejects(openIM.login({ ...config, token: 'nonsense' })),
  },
  OnKickedOffline: {
    line: /^logged in elsewhere$/,
    cause: ({ gateway }) => gateway.post('/auth/force_logout', { secret: SECRET, userID: 'ada', platform: 5 }),
  },
  OnUserTokenExpired: {
    line: /^please log in again$/,
    cause: ({ gateway }) => gateway.clock.advance((TOKEN_LIFETIME_SECONDS + 1) * 1000),
  },
  OnSelfInfoUpdated: {
    line: /^you are Ada Lovelace now$/,
    cause: ({ openIM }) => openIM.setSelfInfo({ nickname: 'Ada Lovelace' }),
  },
  OnProgress: {
    line: /^sending: 100 %$/,
    cause: async ({ openIM }) => {
      const { data: message } = await openIM.createTextMessage('Hello');
      return openIM.sendMessage({ recvID: 'bob', groupID: '', message });
    },
  },
  OnRecvNewMessage: {
    line: /^Bob: Hello$/,
    cause: async (world) => {
      const bob = await world.enter('bob');
      await bob.ok('typingStatusUpdate', { recvID: 'ada', msgTip: 'yes' });
      await sends(bob, 'ada', 'Hello');
    },
  },
  OnRecvNewMessages: {
    line: /^Bob: Hello$/,
    cause: async (world) => {
      await world.openIM.login({ ...world.config, isBatch: true });
      await sends(await world.enter('bob'), 'ada', 'Hello');
    },
  },
  OnRecvMessageRevoked: {
    line: /^taken back: [0-9a-f]{32}$/,
    cause: async (world) => (await world.enter('bob')).ok('revokeMessage', world.stage.received),
  },
  OnNewRecvMessageRevoked: {
    line: /^Bob took back what Bob said$/,
    cause: async (world) => (await world.enter('bob')).ok('newRevokeMessage', world.stage.received),
  },
  OnRecvC2CReadReceipt: {
    line: /^bob has read 1$/,
    cause: async (world) =>
      (await world.enter('bob')).ok('markC2CMessageAsRead', {
        userID: 'ada',
        msgIDList: [idOf(world.stage.sent)],
      }),
  },
  OnRecvGroupReadReceipt: {
    line: /^bob has read in \w+$/,
    cause: async ({ openIM, stage: { groupID }, enter }) => {
      const { data: message } = await openIM.createTextMessage('The left one');
      await openIM.sendMessage({ recvID: '', groupID, message });
      return (await enter('bob')).ok('markGroupMessageAsRead', { groupID, msgIDList: [idOf(message)] });
    },
  },
  OnInboxChanged: {
    line: /^messages of bob are by Robert now$/,
    cause: async ({ enter }) => (await enter('bob')).ok('setSelfInfo', { userID: 'bob', nickname: 'Robert' }),
  },
  OnConversationChanged: {
    line: /^Bob: \d unread$/,
    cause: ({ openIM }) => openIM.pinConversation({ conversationID: 'single_bob', isPinned: true }),
  },
  OnNewConversation: {
    line: /^new: Dave$/,
    cause: async ({ enter }) => sends(await enter('dave'), 'ada', 'Your move'),
  },
  OnSyncServerStart: { line: /^catching up …$/, cause: logIn },
  OnSyncServerFinish: { line: /^up to date$/, cause: logIn },
  OnSyncServerFailed: { line: /^not up to date$/, cause: comes('OnSyncServerFailed', '') },
  OnTotalUnreadMessageCountChanged: {
    line: /^\d unread$/,
    cause: async ({ enter }) => sends(await enter('dave'), 'ada', 'Your move'),
  },

  OnFriendApplicationAdded: {
    line: /^Dave asks: Another game\?$/,
    cause: async ({ enter }) =>
      (await enter('dave')).ok('addFriend', { toUserID: 'ada', reqMsg: 'Another game?' }),
  },
  OnFriendApplicationDeleted: {
    line: /^gone: Carol$/,
    cause: comes('OnFriendApplicationDeleted', toJson({ fromNickname: 'Carol' })),
  },
  OnFriendApplicationAccepted: {
    line: /^accepted: Dave$/,
    cause: async ({ openIM, enter }) => {
      await openIM.addFriend({ toUserID: 'dave', reqMsg: '' });
      return (await enter('dave')).ok('acceptFriendApplication', { toUserID: 'ada', handleMsg: '' });
    },
  },
  OnFriendApplicationRejected: {
    line: /^Dave says no: Not now$/,
    cause: async ({ openIM, enter }) => {
      await openIM.addFriend({ toUserID: 'dave', reqMsg: '' });
      return (await enter('dave')).ok('refuseFriendApplication', { toUserID: 'ada', handleMsg: 'Not now' });
    },
  },
  OnFriendAdded: {
    line: /^new friend: Carol$/,
    cause: ({ openIM }) => openIM.acceptFriendApplication({ toUserID: 'carol', handleMsg: '' }),
  },
  OnFriendDeleted: { line: /^no friend any more: Bob$/, cause: ({ openIM }) => openIM.deleteFriend('bob') },
  OnFriendInfoChanged: {
    line: /^friend: Bobby$/,
    cause: ({ openIM }) => openIM.setFriendRemark({ toUserID: 'bob', remark: 'Bobby' }),
  },
  OnBlackAdded: { line: /^blocked: Dave$/, cause: ({ openIM }) => openIM.addBlack('dave') },
  OnBlackDeleted: { line: /^no longer blocked: Mallory$/, cause: ({ openIM }) => openIM.removeBlack('mallory') },

  OnJoinedGroupAdded: {
    line: /^you are in Choir$/,
    cause: async ({ stage: { otherGroupID }, enter }) =>
      (await enter('carol')).ok('inviteUserToGroup', { groupID: otherGroupID, reason: '', userIDList: ['ada'] }),
  },
  OnJoinedGroupDeleted: {
    line: /^you are out of Rowing$/,
    cause: ({ openIM, stage }) => openIM.quitGroup(stage.bobsGroupID),
  },
  OnGroupInfoChanged: {
    line: /^Harbour walk: At eleven$/,
    cause: ({ openIM, stage: { groupID } }) =>
      openIM.setGroupInfo({ groupID, groupInfo: { notification: 'At eleven' } }),
  },
  OnGroupMemberAdded: {
    line: /^Carol has joined$/,
    cause: ({ openIM, stage: { groupID } }) =>
      openIM.acceptGroupApplication({ groupID, fromUserID: 'carol', handleMsg: '' }),
  },
  OnGroupMemberDeleted: {
    line: /^Bob has left$/,
    cause: async ({ stage: { groupID }, enter }) => (await enter('bob')).ok('quitGroup', groupID),
  },
  OnGroupMemberInfoChanged: {
    line: /^Bob: role 2$/,
    cause: ({ openIM, stage: { groupID } }) => openIM.transferGroupOwner({ groupID, newOwnerUserID: 'bob' }),
  },
  OnGroupApplicationAdded: {
    line: /^Dave to Harbour walk: I have a boat$/,
    cause: async ({ stage: { groupID }, enter }) =>
      (await enter('dave')).ok('joinGroup', { groupID, reqMsg: 'I have a boat' }),
  },
  OnGroupApplicationDeleted: {
    line: /^gone: Carol$/,
    cause: comes('OnGroupApplicationDeleted', toJson({ nickname: 'Carol' })),
  },
  OnGroupApplicationAccepted: {
    line: /^Carol may come in$/,
    cause: ({ openIM, stage: { groupID } }) =>
      openIM.acceptGroupApplication({ groupID, fromUserID: 'carol', handleMsg: '' }),
  },
  OnGroupApplicationRejected: {
    line: /^Carol may not come in$/,
    cause: ({ openIM, stage: { groupID } }) =>
      openIM.refuseGroupApplication({ groupID, fromUserID: 'carol', handleMsg: '' }),
  },
};

function idOf(message: Json<MessageItem>): string {
  return parse(message).clientMsgID;
}

it('the example of', { concurrency: 4 }, async (test) => {
  const story = await playStory(test);
  const tokenLifetimeDays = TOKEN_LIFETIME_SECONDS / SECONDS_A_DAY;
  const played = (Object.keys(eventTable) as EventName[]).map((name) =>
    test.test(`${name} should hear it`, async (subtest) => {
      const world = await ExampleWorld.open(subtest, story, { tokenLifetimeDays });
      eventExamples[name](world.openIM, world.stage);
      assert.deepEqual(world.screen.lines, []);
      const { line, cause } = happenings[name];
      await cause(world);
      await world.screen.shows(line);
    }),
  );
  await Promise.all(played);
});
