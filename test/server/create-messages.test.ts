import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blankElements, ErrorCode, messageBuilders, type MessageItem } from '../../src/protocol/index.js';
import { get } from '../helpers/client-events.js';
import { GatewayFixture, sendText, textMessage } from '../helpers/gateway-fixture.js';

const PIC = { uuid: 'u', type: 'png', size: 1, width: 2, height: 3, url: 'http://x/y.png' };

describe('message creation', () => {
  it('makes what the builders of the protocol make, with the caller as author', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const made = await get(ada, 'createTextMessage', 'hello');
    assert.match(made.clientMsgID, /^[0-9a-f]{32}$/);
    const context = {
      sendID: 'ada',
      senderNickname: 'ADA',
      senderFaceUrl: '',
      platformID: 5,
      clientMsgID: made.clientMsgID,
      nowMs: gateway.clock.now(),
    };
    assert.deepEqual(made, messageBuilders.createTextMessage(context, 'hello'));
    assert.deepEqual([made.status, made.seq, made.serverMsgID, made.sessionType], [1, 0, '', 0]);
    assert.notEqual((await get(ada, 'createTextMessage', 'hello')).clientMsgID, made.clientMsgID);
    assert.equal(await ada.ok('getAllConversationList'), '[]', 'nothing is stored');
  });

  it('fills the element of each type', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const check = (message: MessageItem, contentType: number, element: keyof MessageItem, value: object): void => {
      assert.equal(message.contentType, contentType);
      assert.deepEqual(message[element], value);
      assert.deepEqual(JSON.parse(message.content), value);
    };
    const at = { text: 'hey', atUserIDList: ['bob'] };
    const location = { description: 'd', longitude: 1.5, latitude: -2 };
    const custom = { data: 'd', extension: 'e', description: 'x' };
    const sound = { uuid: 'u', soundPath: '', sourceUrl: 's', dataSize: 1, duration: 2 };
    const file = { filePath: '', fileName: 'f', uuid: '', sourceUrl: 's', fileSize: 3 };
    const image = { sourcePicture: PIC, bigPicture: PIC, snapshotPicture: PIC };
    check(await get(ada, 'createTextAtMessage', at), 106, 'atElem', {
      text: 'hey',
      atUserList: ['bob'],
      isAtSelf: false,
    });
    check(await get(ada, 'createImageMessage', image), 102, 'pictureElem', { sourcePath: '', ...image });
    check(await get(ada, 'createSoundMessage', sound), 103, 'soundElem', sound);
    check(await get(ada, 'createFileMessage', file), 105, 'fileElem', file);
    check(await get(ada, 'createLocationMessage', location), 109, 'locationElem', location);
    check(await get(ada, 'createCustomMessage', custom), 110, 'customElem', custom);

    const card = await get(ada, 'createCardMessage', '{"userID":"bob"}');
    assert.deepEqual([card.contentType, card.content], [108, '{"userID":"bob"}']);
    for (const text of ['', 'x', '[]', 'null', '7'])
      assert.equal(await ada.code('createCardMessage', text), 1001, text);
  });

  it('gives missing members of media their zero value, each picture by itself', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const reply = await ada.request('CreateImageMessageByURL', {
      sourcePicture: PIC,
      bigPicture: '{"url":"big"}',
      snapshotPicture: { url: 7, width: 'wide' },
    });
    const { pictureElem } = JSON.parse(reply.data) as MessageItem;
    const zero = blankElements().pictureElem.sourcePicture;
    assert.deepEqual(pictureElem.bigPicture, { ...zero, url: 'big' });
    assert.deepEqual(pictureElem.snapshotPicture, zero);
  });

  it('embeds whole messages in quotes and mergers, as objects or as text', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    const sent = await sendText(ada, 'bob', 'first');
    const quote = await get(ada, 'createQuoteMessage', { text: 'yes', message: JSON.stringify(sent) });
    assert.deepEqual([quote.contentType, quote.quoteElem.text], [114, 'yes']);
    assert.deepEqual(quote.quoteElem.quoteMessage, sent);
    const nested = await get(ada, 'createQuoteMessage', { text: 'no', message: JSON.stringify(quote) });
    const { quoteMessage } = nested.quoteElem;
    assert.deepEqual([quoteMessage?.contentType, quoteMessage?.content], [101, 'yes'], 'quotes do not nest');
    assert.equal(await ada.code('createQuoteMessage', { text: '', message: 'x' }), ErrorCode.BadArguments);

    const params = { title: 't', summaryList: ['s'], messageList: [sent, JSON.stringify(sent)] };
    const merged = await get(ada, 'createMergerMessage', params);
    assert.deepEqual(merged.mergeElem, { title: 't', abstractList: ['s'], multiMessage: [sent, sent] });
    const bare = await ada.request('CreateMergerMessage', { ...params, messageList: '[{"clientMsgID":"m"}]' });
    assert.equal((JSON.parse(bare.data) as MessageItem).mergeElem.multiMessage?.[0]?.clientMsgID, 'm');
    for (const element of ['', 'x', '7']) {
      const code = await ada.code('createMergerMessage', { ...params, messageList: [element] });
      assert.equal(code, ErrorCode.BadArguments, element);
    }
  });

  it('forwards only what was sent, under a new ID and the caller’s name', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const sent = await sendText(ada, 'bob', 'tell everybody');
    const forward = await get(bob, 'createForwardMessage', JSON.stringify(sent));
    assert.deepEqual(
      [forward.content, forward.contentType, forward.sendID, forward.senderNickname, forward.status, forward.seq],
      ['tell everybody', 101, 'bob', 'BOB', 2, 0],
    );
    assert.notEqual(forward.clientMsgID, sent.clientMsgID);
    assert.equal(await bob.code('createForwardMessage', textMessage('unsent')), ErrorCode.NotAllowedNow);
    assert.equal(await bob.code('createForwardMessage', 'nope'), ErrorCode.BadArguments);
  });
});
