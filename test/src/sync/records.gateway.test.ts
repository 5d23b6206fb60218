import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  blankMessage,
  isHiddenConversation,
  parse,
  toJson,
  type ConversationItem,
  type Json,
  type MessageItem,
} from '../../../src/protocol/index.js';
import { get } from '../../helpers/client-events.js';
import { newRandom, tell } from '../../helpers/figures.js';
import { Follower } from '../../helpers/follower.js';
import { GatewayFixture, makeGroup, sendText, textMessage } from '../../helpers/gateway-fixture.js';
import type { Random } from '../../helpers/random.js';
import type { RawClient } from '../../helpers/raw-client.js';

const NO_LIMIT = { rateLimit: { perSecond: 1_000_000, burst: 1_000_000 } };
const ROUNDS = 200;
const MOVES = 3;

/** Visible records by ID, with what is JSON in them parsed: clients write some of it themselves. */
function visible(items: readonly ConversationItem[]): Map<string, unknown> {
  return new Map(
    items
      .filter((item) => !isHiddenConversation(item))
      .sort((a, b) => (a.conversationID < b.conversationID ? -1 : 1))
      .map(({ latestMsg, ...item }) => [
        item.conversationID,
        { ...item, latestMsg: latestMsg ? (JSON.parse(latestMsg) as MessageItem) : '' },
      ]),
  );
}

async function assertListed(follower: Follower, other: RawClient, when: string): Promise<void> {
  const { conversations } = await follower.sync.getOverview();
  const listed = await get(other, 'getAllConversationList');
  assert.deepEqual(visible(conversations), visible(listed), when);
}

/** Everything that people do to Ada's conversations, and she herself on another device. */
class Life {
  readonly #random: Random;
  readonly #people: readonly RawClient[];
  readonly #ada: RawClient;
  readonly #groupIDs: readonly string[];
  readonly #sent: MessageItem[] = [];
  #text = 0;

  constructor(random: Random, ada: RawClient, others: readonly RawClient[], groupIDs: readonly string[]) {
    this.#random = random;
    this.#ada = ada;
    this.#people = [ada, ...others];
    this.#groupIDs = groupIDs;
  }

  /** What is not allowed just now is refused, and changes nothing or leaves a message that failed. */
  async move(): Promise<string> {
    const random = this.#random;
    const someone = random.pick(this.#people);
    const other = random.pick(this.#people.filter((person) => person !== someone));
    const peerID = someone === this.#ada ? other.userID : 'ada';
    const groupID = random.pick(this.#groupIDs);
    const inGroup = random.below(2) === 0;
    const to = inGroup ? { recvID: '', groupID } : { recvID: peerID, groupID: '' };
    const conversationID = inGroup ? `group_${groupID}` : `single_${peerID}`;
    const message = random.pick([...this.#sent.slice(-8), blankMessage()]);
    const ids = random.below(2) === 0 ? [] : [message.clientMsgID];
    const word = String(random.below(4));
    const isOn = random.below(2) === 0;
    const moves: Record<string, () => Promise<unknown>> = {
      send: () => this.#send(someone, to, textMessage(`text ${String(++this.#text)}`)),
      mention: async () => {
        const atUserIDList = random.pick([['ada'], ['AtAllTag']]);
        const at = { text: 'you', atUserIDList, atUsersInfo: [], message: '' };
        const reply = await someone.call('createTextAtMessage', at);
        if (reply.errCode === 0) await this.#send(someone, { recvID: '', groupID }, reply.data);
      },
      quote: async () => {
        const reply = await someone.call('createQuoteMessage', { text: 'quote', message: toJson(message) });
        if (reply.errCode === 0) await this.#send(someone, to, reply.data);
      },
      insert: () =>
        someone.call('insertSingleMessageToLocalStorage', {
          message: textMessage('inserted'),
          recvID: peerID,
          sendID: someone.userID,
        }),
      revoke: () => someone.call(isOn ? 'revokeMessage' : 'newRevokeMessage', toJson(message)),
      read: () =>
        inGroup
          ? someone.call('markGroupMessageAsRead', { groupID, msgIDList: ids })
          : someone.call('markC2CMessageAsRead', { userID: peerID, msgIDList: ids }),
      delete: () => someone.call('deleteMessageFromLocalStorage', toJson(message)),
      clear: () =>
        inGroup
          ? someone.call('clearGroupHistoryMessage', groupID)
          : someone.call('clearC2CHistoryMessage', peerID),
      remove: () => someone.call('deleteConversation', conversationID),
      open: () => this.#ada.call('getOneConversation', { sourceID: other.userID, sessionType: 1 }),
      draft: () => someone.call('setConversationDraft', { conversationID, draftText: isOn ? word : '' }),
      pin: () => someone.call('pinConversation', { conversationID, isPinned: isOn }),
      mute: () =>
        someone.call('setConversationRecvMessageOpt', {
          conversationIDList: [conversationID],
          opt: random.pick([0, 1, 2] as const),
        }),
      private: () => someone.call('setOneConversationPrivateChat', { conversationID, isPrivate: isOn }),
      unmention: () => this.#ada.call('resetConversationGroupAtType', `group_${groupID}`),
      rename: () =>
        someone.call('setSelfInfo', {
          userID: someone.userID,
          ...(isOn ? { nickname: `${someone.userID} ${word}` } : { faceURL: `http://face/${word}` }),
        }),
      befriend: async () => {
        await someone.call('addFriend', { toUserID: peerID, reqMsg: '' });
        const friend = this.#people.find(({ userID }) => userID === peerID);
        await friend?.call('acceptFriendApplication', { toUserID: someone.userID, handleMsg: '' });
      },
      remark: () => someone.call('setFriendRemark', { toUserID: peerID, remark: isOn ? word : '' }),
      unfriend: () => someone.call('deleteFriend', peerID),
      block: () => someone.call(isOn ? 'addBlack' : 'removeBlack', peerID),
      group: () =>
        someone.call('setGroupInfo', {
          groupID,
          groupInfo: random.pick([
            { groupName: `group ${word}` },
            { faceURL: `http://face/${word}` },
            { notification: word },
          ]),
        }),
      invite: () => someone.call('inviteUserToGroup', { groupID, userIDList: [peerID], reason: '' }),
      kick: () => someone.call('kickGroupMember', { groupID, userIDList: [peerID], reason: '' }),
      quit: () => other.call('quitGroup', groupID),
    };
    const name = random.pick(['send', 'send', 'read', ...Object.keys(moves)]);
    await moves[name]?.();
    return `${someone.userID} ${name} ${conversationID}`;
  }

  async #send(
    from: RawClient,
    to: { recvID: string; groupID: string },
    message: Json<MessageItem> | '',
  ): Promise<void> {
    if (message === '') return;
    const reply = await from.call('sendMessage', { ...to, message });
    if (reply.errCode === 0) this.#sent.push(parse(reply));
  }
}

describe('the conversations of a client that comes back', () => {
  // Protection: the triggers of server/db/migrations/changed-records.ts, one by one in test/server/changed-records.test.ts.
  it('should be those of the list, without the list, whatever happened', { timeout: 240_000 }, async (test) => {
    const random = newRandom(test);
    const gateway = await GatewayFixture.start(test, NO_LIMIT);
    const [ada, bob, cyd, dan] = await gateway.people('ada', 'bob', 'cyd', 'dan');
    const groupIDs = [await makeGroup(bob, [ada, cyd]), await makeGroup(ada, [bob, cyd, dan])];
    const follower = new Follower(test, gateway);
    await follower.logIn('ada');
    await follower.reconnect();
    const atStart = follower.askedForList;
    const life = new Life(random, ada, [bob, cyd, dan], groupIDs);

    for (let round = 1; round <= ROUNDS; round++) {
      const moves: string[] = [];
      // Up to some moment everything arrives; what comes after it is lost, until she is back.
      const lastHeard = random.below(2 * MOVES) - MOVES;
      follower.loses = () => moves.length > lastHeard;
      for (let move = 0; move < MOVES; move++) moves.push(await life.move());
      await follower.reconnect();
      const heard = `heard ${String(Math.max(0, lastHeard))} of`;
      await assertListed(follower, ada, [`round ${String(round)}, ${heard}:`, ...moves].join('\n'));
      for (const person of [ada, bob, cyd, dan]) await person.forget();
    }
    assert.equal(follower.askedForList, atStart, 'the list was never asked for');
    tell(test, {
      promise: 'gaps are detected',
      passLine: 'after a reconnect, the conversations are as in the list, which is not fetched',
      measured: `${ROUNDS} reconnects after ${ROUNDS * MOVES} changes, of which any number was missed: 0 records differ`,
      seed: random.seed,
    });
  });

  it('should not come with those that did not change', async (test) => {
    const gateway = await GatewayFixture.start(test, NO_LIMIT);
    const [ada] = await gateway.people('ada');
    const follower = new Follower(test, gateway);
    const people = Array.from({ length: 50 }, (_, index) => `person${String(index)}`);
    await gateway.register(...people);
    for (const userID of people) await sendText(ada, userID, 'hello');
    await follower.logIn('ada');
    await follower.reconnect();
    const list = JSON.stringify(await get(ada, 'getAllConversationList')).length;
    follower.received = 0;
    await ada.ok('pinConversation', { conversationID: 'single_person7', isPinned: true });
    await follower.reconnect();
    assert.ok(follower.received < list / 10, `${String(follower.received)} of ${String(list)} characters`);
    await assertListed(follower, ada, 'one was pinned');
  });
});
