/**
 * Fills an empty gateway with the demo's people, groups and weeks of history. It goes the way every message goes: through
 * the SDK over a socket, while the gateway's injected clock stands in the past.
 */
import { WebSocket } from 'ws';

import { createGateway, systemClock } from '../server/gateway.js';
import { OpenIMSDK, parse, type MessageItem } from '../src/index.js';
import { composeOlder, scripts, type Line, type Script } from './history.js';
import { groups, people, type DemoUserID } from './people.js';
import { fetchToken, registerUser } from './rest.js';

const MINUTE_MS = 60_000;

/** Something that happened at a moment in the past. */
type Moment = { atMs: number; happen: () => Promise<void> };

/** The picture and the file of the first conversation, served by the demo site. */
const PICTURE = { uuid: 'harbour', type: 'svg', size: 1279, width: 640, height: 400, url: '/media/harbour.svg' };
const OFFER = {
  filePath: '',
  fileName: 'offer-signed.pdf',
  uuid: 'offer',
  sourceUrl: '/media/offer-signed.pdf',
  fileSize: 683,
};

export async function seedDemo(dataDir: string, secret: string): Promise<void> {
  const presentMs = Date.now();
  let nowMs = presentMs - 60 * 24 * 60 * MINUTE_MS;
  const gateway = await createGateway({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    secret,
    clock: { ...systemClock, now: () => nowMs, monotonicMs: () => nowMs },
    logLevel: 'silent',
  });
  const clients = new Map<DemoUserID, OpenIMSDK>();
  try {
    for (const { userID, nickname } of people) {
      await registerUser(gateway.url, secret, userID, nickname);
      const sdk = new OpenIMSDK({
        storage: 'memory',
        createSocket: (url, subprotocols) => new WebSocket(url, subprotocols),
      });
      const token = await fetchToken(gateway.url, secret, userID);
      await sdk.login({ userID, token, url: gateway.url.replace('http', 'ws'), platformID: 5 });
      clients.set(userID, sdk);
    }
    const groupIDs = new Map<string, string>();
    for (const { name, owner, members } of groups) {
      const created = await clientOf(owner).createGroup({
        groupBaseInfo: { groupType: 0, groupName: name },
        memberList: members.map((userID) => ({ userID, roleLevel: 1 })),
      });
      groupIDs.set(name, parse(created).groupID);
    }
    await makeFriends();
    const moments = scripts.flatMap((script) => momentsOf(script, presentMs, groupIDs));
    for (const moment of moments.sort((a, b) => a.atMs - b.atMs)) {
      nowMs = moment.atMs;
      await moment.happen();
    }
  } finally {
    await Promise.all([...clients.values()].map((sdk) => sdk.logout()));
    await gateway.close();
  }

  function clientOf(userID: DemoUserID): OpenIMSDK {
    const client = clients.get(userID);
    if (!client) throw new Error(`${userID} is not logged in`);
    return client;
  }

  /** Mara knows most of the others; one of them still waits for her answer. */
  async function makeFriends(): Promise<void> {
    const mara = clientOf('mara');
    for (const userID of ['jun', 'ines', 'sami', 'lena'] as const) {
      await clientOf(userID).addFriend({ toUserID: 'mara', reqMsg: 'Hello Mara' });
      await mara.acceptFriendApplication({ toUserID: userID, handleMsg: '' });
    }
    await mara.setFriendRemark({ toUserID: 'ines', remark: 'Ines (design)' });
    await clientOf('wang').addFriend({ toUserID: 'mara', reqMsg: 'We met at the release party.' });
  }

  function momentsOf(script: Script, endMs: number, groupIDs: ReadonlyMap<string, string>): Moment[] {
    const speakers = speakersOf(script);
    const lines = [...composeOlder(speakers, script.older), ...script.lines];
    const times = timesOf(lines, endMs - script.lastMinutesAgo * MINUTE_MS, script.lines.length);
    const sent: { who: DemoUserID; clientMsgID: string }[] = [];
    const moments = lines.map(([who, text], index) => ({
      atMs: times[index] ?? endMs,
      happen: async () => {
        const message = await send(who, script, groupIDs, await compose(who, text));
        sent.push({ who, clientMsgID: message.clientMsgID });
      },
    }));
    const lastReadMs = times[lines.length - 1 - script.unread] ?? 0;
    moments.push({ atMs: lastReadMs + 1, happen: () => readAll(script, speakers, groupIDs, sent) });
    return moments;
  }

  async function compose(who: DemoUserID, text: string): Promise<string> {
    const client = clientOf(who);
    if (text === 'picture') {
      const picture = { sourcePicture: PICTURE, bigPicture: PICTURE, snapshotPicture: PICTURE };
      return (await client.createImageMessage(picture)).data;
    }
    if (text === 'offer') return (await client.createFileMessage(OFFER)).data;
    return (await client.createTextMessage(text)).data;
  }

  async function send(
    who: DemoUserID,
    script: Script,
    groupIDs: ReadonlyMap<string, string>,
    message: string,
  ): Promise<MessageItem> {
    const target =
      typeof script.between === 'string'
        ? { recvID: '', groupID: groupIDs.get(script.between) ?? '' }
        : { recvID: script.between.find((userID) => userID !== who) ?? '', groupID: '' };
    return parse(await clientOf(who).sendMessageNotOss({ ...target, message }));
  }

  async function readAll(
    script: Script,
    speakers: readonly DemoUserID[],
    groupIDs: ReadonlyMap<string, string>,
    sent: readonly { who: DemoUserID; clientMsgID: string }[],
  ): Promise<void> {
    for (const reader of speakers) {
      const client = clientOf(reader);
      if (typeof script.between === 'string') {
        await client.markGroupMessageHasRead(groupIDs.get(script.between) ?? '');
        continue;
      }
      const peer = script.between.find((userID) => userID !== reader) ?? '';
      const msgIDList = sent.filter(({ who }) => who === peer).map(({ clientMsgID }) => clientMsgID);
      if (msgIDList.length > 0) await client.markC2CMessageAsRead({ userID: peer, msgIDList });
      await client.markC2CMessageAsRead({ userID: peer, msgIDList: [] });
    }
  }
}

function speakersOf(script: Script): readonly DemoUserID[] {
  if (typeof script.between !== 'string') return script.between;
  const group = groups.find(({ name }) => name === script.between);
  return group ? [group.owner, ...group.members] : [];
}

/**
 * When each line was said, ascending, the last at `lastMs`: the scripted lines within an hour, the older ones in
 * exchanges of three, several a day, none at night.
 */
function timesOf(lines: readonly Line[], lastMs: number, scripted: number): number[] {
  const times: number[] = [];
  let atMs = lastMs;
  for (let index = lines.length - 1; index >= 0; index--) {
    times.unshift(atMs);
    const fromEnd = lines.length - index;
    const withinExchange = fromEnd < scripted || (index % 3 !== 0 && fromEnd !== scripted);
    atMs -= withinExchange ? (2 + (index % 5)) * MINUTE_MS : (95 + ((index * 37) % 160)) * MINUTE_MS;
    const hour = new Date(atMs).getHours();
    if (hour < 8 && !withinExchange) atMs -= (hour + 3) * 60 * MINUTE_MS;
  }
  return times;
}
