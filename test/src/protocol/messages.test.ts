import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  attachedInfoOf,
  blankAttachedInfo,
  blankElements,
  blankMessage,
  completeMessage,
  contentOfElement,
  ContentType,
  countsAsUnread,
  elementOfType,
  elementsOfContent,
  isNotification,
  type MessageElements,
  type MessageItem,
} from '../../../src/protocol/index.js';

const text = fc.string({ unit: 'grapheme' });
const count = fc.nat();
const plain = { noNullPrototype: true } as const;
const picture = fc.record({ uuid: text, type: text, size: count, width: count, height: count, url: text }, plain);
const list = fc.oneof(fc.constant(null), fc.array(text));
const quoted = text.map((content): MessageItem => ({ ...blankMessage(), content }));
const degrees = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

/** Any element of each type that has one and that a client writes. */
const anyElement: Readonly<Record<number, fc.Arbitrary<MessageElements[keyof MessageElements]>>> = {
  [ContentType.Picture]: fc.record({
    sourcePath: text,
    sourcePicture: picture,
    bigPicture: picture,
    snapshotPicture: picture,
  }),
  [ContentType.Sound]: fc.record({
    uuid: text,
    soundPath: text,
    sourceUrl: text,
    dataSize: count,
    duration: count,
  }),
  [ContentType.File]: fc.record({ filePath: text, uuid: text, sourceUrl: text, fileName: text, fileSize: count }),
  [ContentType.At]: fc.record({
    text,
    atUserList: list,
    isAtSelf: fc.constant(false),
  }),
  [ContentType.Location]: fc.record({ description: text, longitude: degrees, latitude: degrees }),
  [ContentType.Custom]: fc.record({ data: text, description: text, extension: text }),
  [ContentType.Face]: fc.record({ index: fc.integer(), data: text }),
  [ContentType.Quote]: fc.record({
    text,
    quoteMessage: fc.oneof(fc.constant(null), quoted),
  }),
  [ContentType.Merger]: fc.record({
    title: text,
    abstractList: list,
    multiMessage: fc.oneof(fc.constant(null), fc.array(quoted)),
  }),
};

describe('content and elements', () => {
  for (const [type, arbitrary] of Object.entries(anyElement)) {
    it(`should be two forms of the same thing for contentType ${type}`, () => {
      const name = elementOfType(Number(type));
      assert.ok(name);
      fc.assert(
        fc.property(arbitrary, (element) => {
          const elements = elementsOfContent(Number(type), contentOfElement(element), '\0nobody');
          assert.deepEqual({ ...elements[name] }, { ...element, ...viewDependent(element) });
          // All others stay at zero.
          assert.deepEqual({ ...elements, [name]: undefined }, { ...blankElements(), [name]: undefined });
        }),
      );
    });
  }

  /** `isAtSelf` is computed for the viewer, and everybody is meant by the tag. */
  function viewDependent(element: object): object {
    return 'atUserList' in element
      ? { isAtSelf: Array.isArray(element.atUserList) && element.atUserList.includes('AtAllTag') }
      : {};
  }

  it('should give zero values for content that is not what its type promises, never an error', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        fc.constantFrom(...Object.values(ContentType)),
        (content, type) => {
          const elements = elementsOfContent(type, content, 'me');
          assert.deepEqual(Object.keys(elements), Object.keys(blankElements()));
        },
      ),
    );
    assert.deepEqual(elementsOfContent(ContentType.Picture, 'no JSON', 'me'), blankElements());
    assert.deepEqual(elementsOfContent(ContentType.Text, '{"title":"x"}', 'me'), blankElements());
  });

  it('should know whether the viewer is meant', () => {
    const content = (atUserList: string[]) => JSON.stringify({ text: 't', atUserList });
    const isAtSelf = (list: string[]) => elementsOfContent(ContentType.At, content(list), 'me').atElem.isAtSelf;
    assert.ok(isAtSelf(['you', 'me']));
    assert.ok(isAtSelf(['AtAllTag']));
    assert.ok(!isAtSelf(['you']));
  });

  it('should read a notification’s detail and tip', () => {
    const content = '{"jsonDetail":"{\\"a\\":1}","defaultTips":"somebody did something"}';
    assert.deepEqual(elementsOfContent(1501, content, 'me').notificationElem, {
      detail: '{"a":1}',
      defaultTips: 'somebody did something',
    });
  });

  it('should leave a poisoned prototype behind', () => {
    const elements = elementsOfContent(ContentType.File, '{"__proto__":{"fileName":"x"},"constructor":1}', 'me');
    assert.deepEqual(elements.fileElem, blankElements().fileElem);
    assert.ok(!('fileName' in {}));
  });
});

describe('completeMessage', () => {
  it('should give back a whole message as it is', () => {
    const message = { ...blankMessage(), clientMsgID: 'm', content: 'hi', seq: 3 };
    assert.deepEqual(completeMessage(JSON.parse(JSON.stringify(message))), message);
    assert.equal(completeMessage({ ...message, sourceMessageSendTime: 7 })?.sourceMessageSendTime, 7);
  });

  it('should fill in what is missing or of the wrong type, and drop what is no part of a message', () => {
    assert.deepEqual(completeMessage({ contentType: 101, content: 5, clientMsgID: 'm', html: '<b>' }), {
      ...blankMessage(),
      clientMsgID: 'm',
    });
  });

  it('should know no message in anything without a contentType', () => {
    for (const value of [undefined, null, 1, 'x', [], {}, { contentType: '101' }]) {
      assert.equal(completeMessage(value), undefined);
    }
  });

  it('should cut off messages within messages at some depth, and survive any number of them', () => {
    let nested: unknown = null;
    for (let depth = 0; depth < 2000; depth++) {
      nested = { contentType: 107, mergeElem: { title: `${depth}`, multiMessage: nested ? [nested] : null } };
    }
    let depth = 0;
    let message = completeMessage(nested);
    while (message) {
      depth++;
      message = message.mergeElem.multiMessage?.[0];
    }
    assert.ok(depth > 3 && depth < 20, String(depth));
  });

  it('should survive every JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer(), (value, contentType) => {
        const message = completeMessage({ ...Object(value), contentType });
        assert.deepEqual(Object.keys(message ?? {}), Object.keys(blankMessage()));
      }),
    );
  });
});

describe('kinds of messages', () => {
  it('should count what a person reads, and nothing that only passes by', () => {
    const counting = [...Object.values(ContentType), 1204, 1501].filter(countsAsUnread);
    assert.deepEqual(counting, [101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 114, 115, 117, 1204, 1501]);
    assert.ok(isNotification(1000) && !isNotification(999));
  });

  it('should read the read marks out of attachedInfo, and none out of anything else', () => {
    assert.equal(attachedInfoOf('{"hasReadTime":5}').hasReadTime, 5);
    assert.deepEqual(
      attachedInfoOf('{"groupHasReadInfo":{"hasReadCount":2,"hasReadUserIDList":["a",1]}}').groupHasReadInfo,
      { hasReadUserIDList: ['a'], hasReadCount: 2, groupMemberCount: 0 },
    );
    for (const other of ['', 'x', '[]', 'null']) assert.deepEqual(attachedInfoOf(other), blankAttachedInfo());
  });
});
