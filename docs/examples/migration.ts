import { isTokenError, OpenIMError, parse } from '../../src/index.js';
import type { FriendItem, MessageItem, OpenIMSDK } from '../../src/index.js';
import type { ExampleStage } from './stage.js';

/** What docs/migration.md shows. */
export const migrationExamples = {
  async asBefore(openIM, { url, token }) {
    await openIM.login({ userID: 'ada', token, url, platformID: 5 });
    const message = (await openIM.createTextMessage('Lunch at one?')).data;
    const { errCode, data } = await openIM.sendMessage({ recvID: 'bob', groupID: '', message });
    return errCode === 0 ? (JSON.parse(data) as MessageItem).sendTime : undefined;
  },

  async typedData(openIM) {
    const before = JSON.parse((await openIM.getFriendList()).data) as { friendInfo: FriendItem }[];
    const now = parse(await openIM.getFriendList());
    return [before[0]?.friendInfo.nickname, now[0]?.friendInfo?.nickname];
  },

  async errorObjects(openIM, { show }) {
    try {
      await openIM.deleteFriend('dave');
    } catch (error) {
      // The members of the rejected frame are all there; beyond them a message, a stack and `retryable`.
      if (!(error instanceof OpenIMError)) throw error;
      show(`${error.event} failed: ${error.errMsg} (${error.errCode})`);
    }
  },

  async pendingCalls(openIM, { show }) {
    try {
      const friends = parse(await openIM.getFriendList());
      show(`${friends.length} friends`);
    } catch (error) {
      if (!(error instanceof OpenIMError && error.retryable)) throw error;
      show('no answer, try again');
    }
  },

  async refusedLogin(openIM, { url, show }) {
    try {
      await openIM.login({ userID: 'ada', token: 'of last year', url, platformID: 5 });
    } catch (error) {
      if (!(error instanceof OpenIMError)) throw error;
      show(isTokenError(error.errCode) ? 'please sign in again' : `no connection: ${error.errMsg}`);
    }
  },

  async withoutWaiting(openIM, { url, token }) {
    await openIM.open({ userID: 'ada', token, url, platformID: 5 });
    // Not connected yet; written already. It is sent when there is a connection.
    const { data: message } = await openIM.createTextMessage('Good morning');
    return parse(await openIM.sendMessage({ recvID: 'bob', groupID: '', message }));
  },

  async acrossCuts(openIM, { show }) {
    const { data: message } = await openIM.createTextMessage('In the tunnel now');
    await openIM.sendMessage({ recvID: 'bob', groupID: '', message });
    show('sent');
  },

  async uploads(openIM) {
    const file = new File(['Dear Bob'], 'letter.txt', { type: 'text/plain' });
    const details = { filePath: '', fileName: file.name, uuid: '', sourceUrl: '', fileSize: file.size };
    const { data: message } = await openIM.createFileMessage(details);
    const sent = parse(await openIM.sendMessage({ recvID: 'bob', groupID: '', message, file }));
    return sent.fileElem.sourceUrl;
  },
} satisfies Record<string, (openIM: OpenIMSDK, stage: ExampleStage) => Promise<unknown>>;
