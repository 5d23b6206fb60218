import { assert } from 'chai';
import { OpenIMSDK, parse, type GroupItem, type Json, type MessageItem } from '../../../src/index.js';
import type { Sync } from '../../../src/sync/types.js';
import { Random } from '../../helpers/random.js';
import { startGateway, uniqueID, type TestGateway } from '../../helpers/gateway.js';

const PEOPLE = 5;
const PAGE = 50;
/** Of the first one; the others have the first of them. */
const DEVICES = ['auto', 'memory'] as const;

/** What a user sees, by conversation, in a form that can be compared member by member. */
type View = Record<string, unknown>;

/**
 * The same each time, so that a change is judged by what it has changed; others look further. A shorter last one would not
 * miss the `announceConversations` that is named below.
 */
const PLAYS = [
  { seed: 916_433_446, operations: 300 },
  { seed: 520_072_583, operations: 300 },
  { seed: 395_983_583, operations: 300 },
  { seed: 273_263_256, operations: 500 },
];

describe('what a user sees', () => {
  // The protections, each of which fails it when it is taken out: the gateway's `announceChanges` of reads in
  // server/handlers/receipts.ts, its `announceRevoked` in revoke.ts and the `announceConversations` in that; `putAuthor` in
  // `noteAuthor`, src/sync/apply-message.ts.
  for (const { seed, operations } of PLAYS) {
    it(`should be the same after live events on each device, over a reloaded cache and after a fresh login (seed ${seed})`, async function () {
      this.timeout(60_000);
      const userIDs = Array.from({ length: PEOPLE }, (_, index) => uniqueID(`user${index}`));
      const gateway = await startGateway(userIDs);
      const people = await Promise.all(
        userIDs.map(async (userID, index) => ({
          userID,
          devices: await Promise.all(
            DEVICES.slice(0, index === 0 ? 2 : 1).map((storage) => logIn(gateway, userID, storage)),
          ),
        })),
      );

      await play(people, new Random(seed), operations);
      // Whoever has an answer to a request has every event that was sent before it.
      await Promise.all(people.flatMap(({ devices }) => devices.map((sdk) => sdk.getLoginUser())));

      for (const [index, { userID, devices }] of people.entries()) {
        const [live, other] = devices;
        if (!live) continue;
        const seenLive = await viewOf(live);
        if (other) assert.deepEqual(await viewOf(other), seenLive, `seed ${seed}: both devices of user ${index}`);
        const told = parse(await live.getAllConversationList());
        assert.deepEqual(seenLive['conversations'], byID(told), `seed ${seed}: list of user ${index}`);
        for (const device of devices) device.close();
        const reloaded = await logIn(gateway, userID, 'auto');
        const fresh = await logIn(gateway, userID, 'memory');
        assert.deepEqual(seenLive, await viewOf(fresh), `seed ${seed}: live and fresh login of user ${index}`);
        assert.deepEqual(await viewOf(reloaded), seenLive, `seed ${seed}: reload of user ${index}`);
        reloaded.close();
        fresh.close();
      }
    });
  }
});

async function logIn(gateway: TestGateway, userID: string, storage: 'auto' | 'memory'): Promise<OpenIMSDK> {
  const sdk = new OpenIMSDK({ storage });
  await sdk.login({ userID, token: gateway.tokens[userID] ?? '', url: gateway.url, platformID: 5 });
  // Caught up: what was missed is here, and the conversations are.
  const sync = sdk.sync as Sync;
  await sdk.getAllConversationList();
  for (const { conversationID } of (await sync.getOverview()).conversations) await sync.refresh(conversationID);
  return sdk;
}

/** Whoever has several devices uses them in turn. */
type Person = { readonly userID: string; readonly devices: readonly OpenIMSDK[] };

async function play(people: readonly Person[], from: Random, operations: number): Promise<void> {
  const random = () => from.next();
  const pick = <T>(items: readonly T[]): T => from.pick(items);
  const userIDs = people.map(({ userID }) => userID);
  const groupIDs: string[] = [];
  const sent: { by: string; message: MessageItem }[] = [];
  for (let step = 0; step < operations; step++) {
    const { userID: by, devices } = pick(people);
    const sdk = devices[step % devices.length] as OpenIMSDK;
    const peer = pick(userIDs.filter((userID) => userID !== by));
    const conversationID = groupIDs.length > 0 && random() < 0.3 ? `group_${pick(groupIDs)}` : `single_${peer}`;
    const isGroup = conversationID.startsWith('group_');
    const target = isGroup ? { recvID: '', groupID: conversationID.slice(6) } : { recvID: peer, groupID: '' };
    const actions: Record<string, [weight: number, act: () => Promise<unknown>]> = {
      send: [
        50,
        async () => {
          const { data } = await sdk.createTextMessage(`step ${step}`);
          sent.push({ by, message: parse(await sdk.sendMessage({ ...target, message: data })) });
        },
      ],
      revoke: [
        6,
        async () => {
          const own = sent.filter((entry) => entry.by === by);
          if (own.length > 0) await sdk.revokeMessage(JSON.stringify(pick(own).message));
        },
      ],
      quote: [
        5,
        async () => {
          const { data } = await sdk.createQuoteMessage({
            text: `on step ${step}`,
            message: JSON.stringify(pick(sent).message),
          });
          sent.push({ by, message: parse(await sdk.sendMessage({ ...target, message: data })) });
        },
      ],
      takeBack: [3, () => sdk.newRevokeMessage(JSON.stringify(pick(sent).message))],
      insert: [
        2,
        async () => {
          const { data: message } = await sdk.createTextMessage(`inserted ${step}`);
          const sendID = pick(userIDs);
          if (isGroup) await sdk.insertGroupMessageToLocalStorage({ message, groupID: target.groupID, sendID });
          else await sdk.insertSingleMessageToLocalStorage({ message, recvID: peer, sendID: by });
        },
      ],
      groupReceipt: [
        4,
        () =>
          sdk.markGroupMessageAsRead({
            groupID: target.groupID,
            msgIDList: sent.filter(() => random() < 0.5).map(({ message }) => message.clientMsgID),
          }),
      ],
      quit: [1, () => sdk.quitGroup(target.groupID)],
      deleteMessage: [4, () => sdk.deleteMessageFromLocalStorage(JSON.stringify(pick(sent).message))],
      read: [
        12,
        () =>
          isGroup
            ? sdk.markGroupMessageHasRead(target.groupID)
            : sdk.markC2CMessageAsRead({ userID: peer, msgIDList: [] }),
      ],
      receipt: [
        8,
        () =>
          sdk.markC2CMessageAsRead({
            userID: peer,
            msgIDList: sent
              .filter(({ message }) => message.sendID === peer)
              .map(({ message }) => message.clientMsgID),
          }),
      ],
      draft: [
        4,
        () => sdk.setConversationDraft({ conversationID, draftText: random() < 0.5 ? `draft ${step}` : '' }),
      ],
      pin: [3, () => sdk.pinConversation({ conversationID, isPinned: random() < 0.5 })],
      mute: [
        2,
        () =>
          sdk.setConversationRecvMessageOpt({
            conversationIDList: [conversationID],
            opt: pick([0, 1, 2] as const),
          }),
      ],
      clear: [
        1,
        () => (isGroup ? sdk.clearGroupHistoryMessage(target.groupID) : sdk.clearC2CHistoryMessage(peer)),
      ],
      deleteConversation: [1, () => sdk.deleteConversation(conversationID)],
      profile: [2, () => sdk.setSelfInfo({ nickname: `name ${step}` })],
      group: [
        2,
        async () => {
          const memberList = userIDs.filter(() => random() < 0.5).map((userID) => ({ userID, roleLevel: 1 }));
          const created = await sdk.createGroup({
            groupBaseInfo: { groupType: 0, groupName: `group ${step}` },
            memberList,
          });
          groupIDs.push(parse(created).groupID);
        },
      ],
      rename: [
        2,
        () => sdk.setGroupInfo({ groupID: target.groupID, groupInfo: { groupName: `renamed ${step}` } }),
      ],
      invite: [2, () => sdk.inviteUserToGroup({ groupID: target.groupID, reason: '', userIDList: [peer] })],
      kick: [1, () => sdk.kickGroupMember({ groupID: target.groupID, reason: '', userIDList: [peer] })],
      befriend: [2, () => sdk.addFriend({ toUserID: peer, reqMsg: '' })],
      accept: [2, () => sdk.acceptFriendApplication({ toUserID: peer, handleMsg: '' })],
      remark: [2, () => sdk.setFriendRemark({ toUserID: peer, remark: `remark ${step}` })],
      block: [1, () => sdk.addBlack(peer)],
      unblock: [2, () => sdk.removeBlack(peer)],
    };
    const deck = Object.values(actions).flatMap(([weight, act]) => Array.from({ length: weight }, () => act));
    // Many are refused, as people's are: nothing may come of those.
    await Promise.resolve()
      .then(pick(deck))
      .catch(() => undefined);
  }
}

/** Everything the cache shows: lists without asking anybody, timelines with older pages as one who scrolls gets them. */
async function viewOf(sdk: OpenIMSDK): Promise<View> {
  const sync = sdk.sync as Sync;
  // In turn with all that came: the last events may still be on their way into the cache.
  await sync.getNewest('', 1);
  const { conversations, groups } = await sync.getOverview();
  const listed = conversations.filter(({ latestMsgSendTime }) => latestMsgSendTime > 0);
  const view: View = { self: sync.self, conversations: byID(listed) };
  // Of groups one has left, the cache keeps what was known last.
  const joinedIDs = parse(await sdk.getJoinedGroupList()).map(({ groupID }) => groupID);
  view['groups'] = groups.filter(({ groupID }) => joinedIDs.includes(groupID)).sort(compareGroups);
  for (const { conversationID } of listed) {
    const messages = [];
    let page = await sync.getNewest(conversationID, PAGE);
    messages.unshift(...page.messages);
    while (!page.reachesStart) {
      page = await sync.loadOlder(conversationID, messages[0]?.sortKey ?? Infinity, PAGE);
      if (page.messages.length === 0) break;
      messages.unshift(...page.messages);
    }
    // What was refused waits in the writer's own outbox, at the end; another login finds it where it was refused.
    const arrived = messages.filter(({ delivery }) => delivery.kind === 'sent');
    view[conversationID] = arrived.map(({ message, delivery, sortKey }) => ({ ...message, delivery, sortKey }));
  }
  return view;
}

function byID(items: readonly { conversationID: string; latestMsg: string }[]): unknown {
  const plain = items.map((item): [string, unknown] => {
    const { conversationID, latestMsg } = item;
    return [conversationID, { ...item, latestMsg: latestMsg === '' ? '' : parse(latestMsg as Json<MessageItem>) }];
  });
  return Object.fromEntries(plain.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function compareGroups(a: GroupItem, b: GroupItem): number {
  return a.groupID < b.groupID ? -1 : 1;
}
