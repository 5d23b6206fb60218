import '../../../components/index.js';

import { assert } from 'chai';
import { html } from 'lit';
import { richContent } from '../../../components/message/message-content.js';
import { blankElements, ContentType, type Delivery, type TimelineMessage } from '../../../src/index.js';
import { anyMessage, FakeSession } from '../../helpers/fake-session.js';
import {
  assertAccessible,
  find,
  get,
  mountWith,
  record,
  settle,
  tag,
  unmountAll,
  until,
  visibleText,
} from '../../helpers/elements.js';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGOwzvkGRAAJ3AM7iJDGTAAAAABJRU5ErkJggg==';

function pictureOnItsWay(delivery: Delivery, file: Blob, url = ''): TimelineMessage {
  const { pictureElem } = blankElements();
  pictureElem.sourcePicture = { ...pictureElem.sourcePicture, url, width: 20, height: 10, size: file.size };
  const options = { id: 'on-its-way', outgoing: true, delivery };
  return { ...anyMessage(ContentType.Picture, { pictureElem }, options), ...(url ? {} : { file }) };
}

const drawn = (): Blob =>
  new Blob([Uint8Array.from(atob(PNG), (char) => char.charCodeAt(0))], { type: 'image/png' });

async function show(message: TimelineMessage): Promise<HTMLElement> {
  return mountWith(new FakeSession(), html`<openim-message .message=${message}></openim-message>`);
}

describe('<openim-message> whose file goes out', () => {
  before(() => richContent.load());
  afterEach(unmountAll);

  it('should say how far it is, for everybody', async () => {
    const box = await show(pictureOnItsWay({ kind: 'sending', progress: 42 }, drawn()));
    const bar = get(box, 'openim-message', '[role=progressbar]');
    assert.equal(bar.getAttribute('aria-valuenow'), '42');
    assert.include(visibleText(get(box, 'openim-message')), 'Uploading 42%');
    assert.equal(get(box, 'openim-message', '.progress__ring').getAttribute('stroke-dasharray'), '42 100');
    await assertAccessible(box);
  });

  it('should be cancelled by its button', async () => {
    const box = await show(pictureOnItsWay({ kind: 'sending', progress: 0 }, drawn()));
    const discards = record(box, 'openim-discard-request');
    get(box, 'openim-message', '[part~=cancel]').click();
    assert.deepEqual(
      discards.map(({ detail }) => detail),
      [{ conversationID: 'single_mara', clientMsgID: 'on-its-way' }],
    );
  });

  it('should show the picture from this page, and go on with it when it is stored', async () => {
    const box = await show(pictureOnItsWay({ kind: 'sending', progress: 1 }, drawn()));
    const src = get(box, 'openim-message', 'img').getAttribute('src') ?? '';
    assert.match(src, /^blob:/);
    tag(box, 'openim-message').message = pictureOnItsWay({ kind: 'sent' }, drawn(), 'http://127.0.0.1:9/a.png');
    await settle(box);
    assert.equal(get(box, 'openim-message', 'img').getAttribute('src'), src);
    assert.equal(get(box, 'openim-message', 'a').getAttribute('href'), 'http://127.0.0.1:9/a.png');
  });

  it('should show a sign and the size where the picture cannot be drawn', async () => {
    const box = await show(pictureOnItsWay({ kind: 'sending', progress: 1 }, new Blob(['no picture'])));
    await until(() => find(box, 'openim-message', 'img') === null);
    assert.include(visibleText(get(box, 'openim-message')), 'Photo 10 bytes');
    await assertAccessible(box);
  });

  it('should say why it failed, with what can be done', async () => {
    const failed = (errCode: number, errMsg = ''): Promise<HTMLElement> =>
      show(pictureOnItsWay({ kind: 'failed', errCode, errMsg }, drawn()));
    const box = await failed(803, 'larger than 3000000 bytes');
    // The reasons come with the first that is to be said.
    await until(() => visibleText(get(box, 'openim-message')).includes('Too large (3 MB max)'));
    const words = visibleText(get(box, 'openim-message'));
    assert.include(words, 'Retry');
    assert.include(words, 'Delete');
    unmountAll();
    assert.notInclude(visibleText(get(await failed(803, 'by a proxy'), 'openim-message')), 'max');
    unmountAll();
    assert.include(visibleText(get(await failed(301), 'openim-message')), 'Upload failed');
  });
});
