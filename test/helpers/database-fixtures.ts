/**
 * Databases as earlier gateways left them, one for each version of the schema: `test/fixtures/databases/v<version>.db.gz`.
 * Each holds what {@link populate} makes a gateway of that version write.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { blankMessage, parse, toJson } from '../../src/protocol/index.js';
import { RawClient } from './raw-client.js';

const WEB = 5;
export const FIXTURE_SECRET = 'a secret for tests only';
export const FIXTURE_TEXTS = ['good morning', 'an apple a day', 'and one for you'];
export const FIXTURE_GROUP_TEXT = 'welcome, all of you';

export function fixtureFile(version: number): string {
  return fileURLToPath(new URL(`../fixtures/databases/v${version}.db.gz`, import.meta.url));
}

/** @throws {Error} that says how to make one when there is none */
export function readFixture(version: number): Uint8Array {
  const file = fixtureFile(version);
  if (!existsSync(file)) {
    throw new Error(`there is no database of version ${version}: npm run fixtures makes it, once; commit it`);
  }
  return gunzipSync(readFileSync(file));
}

/** Lets three people do a little of everything that any version could do. */
export async function populate(gatewayURL: string): Promise<void> {
  const people: RawClient[] = [];
  for (const userID of ['ada', 'bob', 'eve']) {
    await post(gatewayURL, '/auth/user_register', { userID, nickname: userID.toUpperCase() });
    const { token } = await post(gatewayURL, '/auth/user_token', { userID });
    const query = new URLSearchParams({ sendID: userID, token, platformID: String(WEB) });
    const client = await RawClient.open(`${gatewayURL.replace('http', 'ws')}/?${query}`, userID, token);
    await client.logIn();
    people.push(client);
  }
  const [ada, bob] = people as [RawClient, RawClient, RawClient];
  await ada.ok('addFriend', { toUserID: 'bob', reqMsg: 'hello' });
  await bob.ok('acceptFriendApplication', { toUserID: 'ada', handleMsg: '' });

  const say = async (from: RawClient, to: { recvID: string; groupID: string }, content: string, id: string) => {
    const clientMsgID = id.padStart(32, '0');
    const message = toJson({ ...blankMessage(), clientMsgID, content, createTime: 1 });
    return parse(await from.ok('sendMessage', { ...to, message }));
  };
  const toBob = { recvID: 'bob', groupID: '' };
  const first = await say(ada, toBob, FIXTURE_TEXTS[0] ?? '', '1');
  await say(ada, toBob, FIXTURE_TEXTS[1] ?? '', '2');
  const mistake = await say(ada, toBob, 'a mistake', '3');
  await say(bob, { recvID: 'ada', groupID: '' }, FIXTURE_TEXTS[2] ?? '', '4');
  await ada.ok('revokeMessage', toJson(mistake));
  await bob.ok('markC2CMessageAsRead', { userID: 'ada', msgIDList: [first.clientMsgID] });
  await ada.ok('pinConversation', { conversationID: 'single_bob', isPinned: true });

  const memberList = ['bob', 'eve'].map((userID) => ({ userID, roleLevel: 1 }));
  const group = await ada.ok('createGroup', { groupBaseInfo: { groupType: 0, groupName: 'All' }, memberList });
  await say(ada, { recvID: '', groupID: parse(group).groupID }, FIXTURE_GROUP_TEXT, '5');
  for (const client of people) await client.close();
}

async function post(gatewayURL: string, path: string, body: object): Promise<{ token: string }> {
  const response = await fetch(gatewayURL + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret: FIXTURE_SECRET, platform: WEB, ...body }),
  });
  const { errMsg, data } = (await response.json()) as { errMsg: string; data?: { token: string } };
  if (!data) throw new Error(`${path} failed: ${errMsg}`);
  return data;
}
