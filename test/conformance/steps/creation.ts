import { blankElements, type MessageElements, type MessageItem, type Picture } from '../../../src/index.js';
import { createdMessage, type Differences, type Expected } from '../expected.js';
import { anyID, type Predicate } from '../match.js';
import type { Scene, Step } from '../step.js';

/** Protocol 6.3: nothing is sent, nobody is told. */
export const creationSteps: readonly Step[] = [
  {
    name: 'createTextMessage and createCardMessage keep their text',
    async run({ stage }) {
      const [ann] = stage.who('ann');
      for (const text of ['hello', '', 'Zeile 1\nZeile "2" 界😀']) {
        await ann.answers(byAnn(stage.nowMs, { contentType: 101, content: text }), 'createTextMessage', text);
      }
      const card = '{"userID":"bob","nickname":"BOB"}';
      await ann.answers(byAnn(stage.nowMs, { contentType: 108, content: card }), 'createCardMessage', card);
      await ann.fails(1001, 'createCardMessage', 'no JSON');
      await ann.fails(1001, 'createCardMessage', '[]');
    },
  },
  {
    name: 'createTextAtMessage names people',
    async run({ stage }) {
      const [ann] = stage.who('ann');
      const atElem = { text: '@bob hi', atUserList: ['bob'], isAtSelf: false };
      const expected = withElement(stage.nowMs, 106, 'atElem', atElem);
      await ann.answers(expected, 'createTextAtMessage', { text: '@bob hi', atUserIDList: ['bob'] });
      const params = { text: 'x', atUserIDList: ['bob'], message: '{' };
      await ann.fails(803, 'createTextAtMessage', params);
    },
  },
  {
    name: 'messages of files carry where they are',
    async run({ stage }) {
      const [ann] = stage.who('ann');
      const { nowMs } = stage;
      const picture = (uuid: string): Picture => ({
        uuid,
        type: 'image/png',
        size: 10,
        width: 4,
        height: 3,
        url: `https://a.example/${uuid}.png`,
      });
      const pictures = {
        sourcePicture: picture('s'),
        bigPicture: picture('b'),
        snapshotPicture: picture('t'),
      };
      await ann.answers(
        withElement(nowMs, 102, 'pictureElem', { sourcePath: '', ...pictures }),
        'createImageMessage',
        pictures,
      );
      const sound = { uuid: 'u', soundPath: '', sourceUrl: 'https://a.example/s', dataSize: 1, duration: 2 };
      await ann.answers(withElement(nowMs, 103, 'soundElem', sound), 'createSoundMessage', { ...sound });
      const video = {
        ...blankElements().videoElem,
        videoUrl: 'https://a.example/v',
        videoType: 'mp4',
        duration: 3,
        snapshotUrl: 'https://a.example/vs',
      };
      await ann.answers(withElement(nowMs, 104, 'videoElem', video), 'createVideoMessage', { ...video });
      const file = { filePath: '', uuid: 'f', sourceUrl: 'https://a.example/f', fileName: 'a.txt', fileSize: 5 };
      await ann.answers(withElement(nowMs, 105, 'fileElem', file), 'createFileMessage', { ...file });
    },
  },
  {
    name: 'createLocationMessage and createCustomMessage carry their data',
    async run({ stage }) {
      const [ann] = stage.who('ann');
      const place = { description: 'here', longitude: 13.4, latitude: -52.5 };
      const located = withElement(stage.nowMs, 109, 'locationElem', place);
      await ann.answers(located, 'createLocationMessage', { ...place });
      const custom = { data: '{"a":1}', description: 'd', extension: 'e' };
      const made = withElement(stage.nowMs, 110, 'customElem', custom);
      await ann.answers(made, 'createCustomMessage', { ...custom });
    },
  },
  {
    name: 'messages about messages hold them',
    async run(scene) {
      const { ann, text, json } = await madeText(scene);
      const { nowMs } = scene.stage;
      const mergeElem = { title: 't', abstractList: ['ann: hello'], multiMessage: [text, text] };
      // As objects and as JSON strings, also mixed.
      await ann.answers(withElement(nowMs, 107, 'mergeElem', mergeElem), 'createMergerMessage', {
        messageList: [text, json],
        title: 't',
        summaryList: ['ann: hello'],
      });
      await ann.fails(803, 'createMergerMessage', { messageList: ['{'], title: 't', summaryList: [] });

      const quoteElem = { text: 'yes', quoteMessage: text };
      const quoted = withElement(nowMs, 114, 'quoteElem', quoteElem);
      const quote = await ann.answers<MessageItem>(quoted, 'createQuoteMessage', { text: 'yes', message: json });
      const flat = {
        text: 'no',
        quoteMessage: { ...quote, ...blankElements(), contentType: 101, content: 'yes' },
      };
      const again = withElement(nowMs, 114, 'quoteElem', flat);
      await ann.answers(again, 'createQuoteMessage', { text: 'no', message: JSON.stringify(quote) });
      await ann.fails(803, 'createQuoteMessage', { text: 'yes', message: '{' });
    },
  },
  {
    name: 'createForwardMessage copies what was sent',
    async run(scene) {
      const { ann, text, json } = await madeText(scene);
      const source: MessageItem = {
        ...text,
        status: 2,
        sendID: 'bob',
        senderNickname: 'BOB',
        serverMsgID: 's',
        seq: 7,
      };
      const expected = byAnn(scene.stage.nowMs, { contentType: 101, content: 'hello', status: 2 });
      await ann.answers(expected, 'createForwardMessage', JSON.stringify(source));
      await ann.fails(201, 'createForwardMessage', json);
      await ann.fails(803, 'createForwardMessage', '{');
      await scene.stage.came({});
    },
  },
];

async function madeText({ stage }: Scene) {
  const [ann] = stage.who('ann');
  const json = await ann.does('createTextMessage', 'hello');
  return { ann, json, text: JSON.parse(json) as MessageItem };
}

function byAnn(nowMs: number, members: Differences<MessageItem>): Expected<MessageItem> {
  return createdMessage('ann', nowMs, { clientMsgID: anyID, ...members });
}

/** A message whose element says it all, and whose content is the element. */
function withElement<Name extends keyof MessageElements>(
  nowMs: number,
  contentType: number,
  name: Name,
  element: MessageElements[Name],
): Expected<MessageItem> {
  const content: Predicate = (actual) => {
    const given = JSON.parse(actual as string) as Record<string, unknown>;
    return JSON.stringify(sorted(given)) === JSON.stringify(sorted(element));
  };
  return byAnn(nowMs, { contentType, content, [name]: element });
}

/** Members in one order, so that texts can be compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([member, inner]) => [member, sorted(inner)]),
  );
}
