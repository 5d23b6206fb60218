import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  blankMessage,
  completeMessage,
  ContentType,
  elementsOfContent,
  messageBuilders,
  type CreateMethodName,
  type MessageContext,
  type MessageItem,
  type OpenIMError,
} from '../../../src/protocol/index.js';
import { methodSamples } from '../../helpers/method-samples.js';

const CONTEXT: MessageContext = {
  sendID: 'u1',
  senderNickname: 'One',
  senderFaceUrl: 'https://a.example/1.png',
  platformID: 5,
  clientMsgID: 'f'.repeat(32),
  nowMs: 1_700_000_000_000,
};
const SENT = JSON.stringify({
  ...blankMessage(),
  clientMsgID: 'm',
  status: 2,
  sendID: 'u2',
  content: 'hi',
  seq: 4,
});

const TYPES: Record<CreateMethodName, number> = {
  createTextMessage: ContentType.Text,
  createTextAtMessage: ContentType.At,
  createImageMessage: ContentType.Picture,
  createSoundMessage: ContentType.Sound,
  createVideoMessage: ContentType.Video,
  createFileMessage: ContentType.File,
  createMergerMessage: ContentType.Merger,
  createForwardMessage: ContentType.Text,
  createLocationMessage: ContentType.Location,
  createCardMessage: ContentType.Card,
  createCustomMessage: ContentType.Custom,
  createQuoteMessage: ContentType.Quote,
  createAdvancedTextMessage: ContentType.AdvancedText,
  createAdvancedQuoteMessage: ContentType.Quote,
  createFaceMessage: ContentType.Face,
};

/** What a builder makes of the sample arguments. */
function build(name: CreateMethodName): MessageItem {
  if (name === 'createForwardMessage') return messageBuilders.createForwardMessage(CONTEXT, SENT);
  if (name === 'createMergerMessage') {
    return messageBuilders.createMergerMessage(CONTEXT, { messageList: [SENT], title: 't', summaryList: ['s'] });
  }
  const builder = messageBuilders[name] as (context: MessageContext, ...args: readonly unknown[]) => MessageItem;
  return builder(CONTEXT, ...methodSamples[name]);
}

const errCodeOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as OpenIMError).errCode;
  }
  return 0;
};

describe('messageBuilders', () => {
  for (const [name, contentType] of Object.entries(TYPES) as [CreateMethodName, number][]) {
    it(`should build a whole message for ${name}, whose elements say what its content says`, () => {
      const message = build(name);
      assert.equal(message.contentType, contentType);
      assert.deepEqual(Object.keys(message).sort(), Object.keys(blankMessage()).sort());
      const { clientMsgID, sendID, senderNickname, senderFaceUrl, platformID, createTime } = message;
      assert.deepEqual(
        { clientMsgID, sendID, senderNickname, senderFaceUrl, platformID, nowMs: createTime },
        CONTEXT,
      );
      const shown = elementsOfContent(contentType, message.content, 'u1');
      for (const element of Object.keys(shown) as (keyof typeof shown)[]) {
        assert.deepEqual(message[element], shown[element], element);
      }
    });
  }

  it('should take the text of a text message as its content', () => {
    assert.equal(messageBuilders.createTextMessage(CONTEXT, ' <b>\n').content, ' <b>\n');
    assert.equal(messageBuilders.createTextMessage(CONTEXT, '').status, 1);
  });

  it('should forward what was sent, as new and one’s own, and nothing else', () => {
    const { content, serverMsgID, seq, status, sendID, clientMsgID } = build('createForwardMessage');
    assert.deepEqual([content, serverMsgID, seq, status, sendID], ['hi', '', 0, 2, 'u1']);
    assert.equal(clientMsgID, CONTEXT.clientMsgID);
    const unsent = JSON.stringify(blankMessage());
    assert.equal(
      errCodeOf(() => messageBuilders.createForwardMessage(CONTEXT, unsent)),
      201,
    );
    assert.equal(
      errCodeOf(() => messageBuilders.createForwardMessage(CONTEXT, '{')),
      803,
    );
  });

  it('should merge messages given as objects and as JSON, and refuse what is none', () => {
    const merge = (messageList: (MessageItem | string)[]) =>
      messageBuilders.createMergerMessage(CONTEXT, { messageList, title: 't', summaryList: [] });
    const { multiMessage } = merge([SENT, { ...blankMessage(), content: 'object' }]).mergeElem;
    assert.deepEqual(
      multiMessage?.map(({ content }) => content),
      ['hi', 'object'],
    );
    assert.equal(
      errCodeOf(() => merge([''])),
      803,
    );
  });

  it('should quote a quote by its text only', () => {
    const inner = messageBuilders.createQuoteMessage(CONTEXT, { text: 'inner', message: SENT });
    const outer = messageBuilders.createQuoteMessage(CONTEXT, { text: 'outer', message: JSON.stringify(inner) });
    const quoted = outer.quoteElem.quoteMessage;
    assert.deepEqual([quoted?.contentType, quoted?.content], [101, 'inner']);
    assert.equal(quoted?.quoteElem.quoteMessage, null);
    assert.equal(
      errCodeOf(() => messageBuilders.createQuoteMessage(CONTEXT, { text: '', message: 'x' })),
      803,
    );
  });

  it('should keep what only later clients put into an element, whoever reads it', () => {
    const entity = { type: 'a', offset: 0, length: 3, url: 'u', info: 'i' };
    const names = [{ atUserID: 'a', groupNickname: 'Al' }];
    const at = messageBuilders.createTextAtMessage(CONTEXT, {
      text: 'hi',
      atUserIDList: ['a'],
      atUsersInfo: names,
      message: SENT,
    });
    const quote = messageBuilders.createAdvancedQuoteMessage(CONTEXT, {
      text: 'yes',
      message: SENT,
      messageEntityList: [entity],
    });
    for (const message of [at, quote]) {
      const read = completeMessage(JSON.parse(JSON.stringify(message)));
      assert.deepEqual(read, message);
    }
    const { atElem } = elementsOfContent(ContentType.At, at.content, 'b');
    assert.deepEqual([atElem.atUsersInfo, atElem.quoteMessage?.content], [names, 'hi']);
    const { quoteElem } = elementsOfContent(ContentType.Quote, quote.content, 'b');
    assert.deepEqual(quoteElem.messageEntityList, [entity]);
    const strange = { quoteMessage: null, messageEntityList: [1, { type: 2, length: '3', url: null, more: 1 }] };
    assert.deepEqual(elementsOfContent(ContentType.Quote, JSON.stringify(strange), 'b').quoteElem, {
      text: '',
      quoteMessage: null,
      messageEntityList: [{ type: '', offset: 0, length: 0 }],
    });
  });

  it('should take any JSON object for a card, and nothing else', () => {
    assert.equal(messageBuilders.createCardMessage(CONTEXT, '{"userID":"a"}').content, '{"userID":"a"}');
    for (const card of ['', 'x', '[]', '"{}"', 'null']) {
      assert.equal(
        errCodeOf(() => messageBuilders.createCardMessage(CONTEXT, card)),
        1001,
      );
    }
  });

  it('should keep nothing of the arguments, whose owner may change them', () => {
    const atUserIDList = ['a'];
    const message = messageBuilders.createTextAtMessage(CONTEXT, { text: 't', atUserIDList });
    atUserIDList.push('b');
    assert.deepEqual(message.atElem.atUserList, ['a']);
  });
});
