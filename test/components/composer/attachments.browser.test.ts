import '../../../components/index.js';

import { assert } from 'chai';
import { html } from 'lit';
import { composerParts } from '../../../components/composer/composer-parts.js';
import { chatStateOf } from '../../../components/internal/chat-state.js';
import { request } from '../../../components/internal/events.js';
import { ErrorCode, OpenIMError } from '../../../src/index.js';
import { conversation, FakeSession } from '../../helpers/fake-session.js';
import {
  assertAccessible,
  find,
  get,
  mountWith,
  press,
  record,
  settle,
  tag,
  unmountAll,
  until,
  visibleText,
} from '../../helpers/elements.js';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGOwzvkGRAAJ3AM7iJDGTAAAAABJRU5ErkJggg==';
const png = (name = 'a.png'): File =>
  new File([Uint8Array.from(atob(PNG), (char) => char.charCodeAt(0))], name, { type: 'image/png' });
const text = (name = 'a.txt'): File => new File(['hello'], name, { type: 'text/plain' });

function transferOf(...files: File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}

async function show(): Promise<{ box: HTMLElement; session: FakeSession }> {
  const session = new FakeSession();
  session.add(conversation('Mara Keller'));
  const box = await mountWith(
    session,
    html`<openim-composer conversation-id="single_mara" max-file-bytes="1000"></openim-composer>`,
  );
  return { box, session };
}

const fieldOf = (box: HTMLElement): HTMLElement => get(box, 'openim-composer', 'textarea');

function paste(box: HTMLElement, clipboardData: DataTransfer): boolean {
  const event = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true });
  // Firefox gives the event a clipboard of its own, whatever it was made with.
  Object.defineProperty(event, 'clipboardData', { value: clipboardData });
  return fieldOf(box).dispatchEvent(event);
}

function drag(box: HTMLElement, type: string, dataTransfer: DataTransfer): boolean {
  return fieldOf(box).dispatchEvent(
    new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }),
  );
}

const namesIn = (box: HTMLElement): string[] =>
  [...(tag(box, 'openim-composer').shadowRoot?.querySelectorAll('.attachment__name') ?? [])].map((element) =>
    element.textContent.trim(),
  );

describe('<openim-composer> with files', () => {
  before(() => composerParts.attachments.load());
  afterEach(unmountAll);

  it('should take pasted files, show them, and send them before the text', async () => {
    const { box, session } = await show();
    const [picture, note] = [png(), text()];
    assert.isFalse(paste(box, transferOf(picture, note)), 'the browser pastes nothing of its own');
    await settle(box);
    assert.deepEqual(namesIn(box), ['a.png', 'a.txt']);
    assert.match(get(box, 'openim-composer', '.attachment__image').getAttribute('src') ?? '', /^blob:/);
    assert.include(visibleText(get(box, 'openim-composer')), '5 bytes');

    const requests: string[] = [];
    for (const name of ['openim-upload-request', 'openim-send-request'] as const) {
      box.addEventListener(name, () => requests.push(name));
    }
    tag(box, 'openim-composer').value = 'with words';
    await settle(box);
    press(fieldOf(box), 'Enter');
    await settle(box);
    assert.deepEqual(requests, ['openim-upload-request', 'openim-send-request']);
    const timeline = session.openTimeline('single_mara') as unknown as {
      callsOf(name: string): unknown[][];
    };
    assert.deepEqual(
      timeline.callsOf('sendFile').map(([file]) => (file as File).name),
      ['a.png', 'a.txt'],
    );
    assert.deepEqual(timeline.callsOf('sendText'), [['with words']]);
    assert.deepEqual(namesIn(box), []);
    assert.isNull(find(box, 'openim-composer', '.attachments'));
  });

  it('should leave pasted text to the browser, even with a picture of it', async () => {
    const { box } = await show();
    const transfer = transferOf(png());
    transfer.setData('text/plain', 'cells');
    assert.isTrue(paste(box, transfer));
    await settle(box);
    assert.deepEqual(namesIn(box), []);
  });

  it('should take dropped files, and show where they would go', async () => {
    const { box } = await show();
    assert.isFalse(drag(box, 'dragover', transferOf(text())));
    await settle(box);
    assert.ok(find(box, 'openim-composer', '.field--drop'));
    assert.isFalse(drag(box, 'drop', transferOf(text())));
    await settle(box);
    assert.deepEqual(namesIn(box), ['a.txt']);
    assert.isNull(find(box, 'openim-composer', '.field--drop'));
  });

  it('should go on showing where they would go from one of its parts to another', async () => {
    const { box } = await show();
    const isShown = (): boolean => find(box, 'openim-composer', '.field--drop') !== null;
    const leave = async (relatedTarget: HTMLElement): Promise<void> => {
      const init = { relatedTarget, bubbles: true, composed: true };
      fieldOf(box).dispatchEvent(new DragEvent('dragleave', init));
      await settle(box);
    };
    drag(box, 'dragover', transferOf(png()));
    await settle(box);
    await leave(get(box, 'openim-composer', '.send'));
    assert.isTrue(isShown());
    await leave(document.body);
    assert.isFalse(isShown());
  });

  it('should take chosen files by a button named for it', async () => {
    const { box } = await show();
    assert.equal(get(box, 'openim-composer', '.attach').getAttribute('aria-label'), 'Attach files');
    const picker = get(box, 'openim-composer', 'input') as HTMLInputElement;
    let opened = 0;
    picker.addEventListener('click', (event) => {
      event.preventDefault();
      opened += 1;
    });
    get(box, 'openim-composer', '.attach').click();
    await until(() => find(box, 'openim-composer', 'openim-menu', '[data-id=file]') !== null);
    get(box, 'openim-composer', 'openim-menu', '[data-id=file]').click();
    assert.equal(opened, 1);
    picker.files = transferOf(text('chosen.txt')).files;
    picker.dispatchEvent(new Event('change'));
    await settle(box);
    assert.deepEqual(namesIn(box), ['chosen.txt']);
    await assertAccessible(box);
  });

  it('should say that a file is too large before anything is sent, and send the others', async () => {
    const { box } = await show();
    const large = new File([new Uint8Array(1001)], 'large.bin');
    tag(box, 'openim-composer').attach([large]);
    await settle(box);
    assert.equal(get(box, 'openim-composer', '[role=alert]').textContent, 'Too large (1 kB max)');
    assert.isTrue((get(box, 'openim-composer', '.send') as HTMLButtonElement).disabled);
    await assertAccessible(box);

    const uploads = record(box, 'openim-upload-request');
    tag(box, 'openim-composer').attach([text()]);
    tag(box, 'openim-composer').send();
    await settle(box);
    assert.deepEqual(
      uploads.map(({ detail }) => detail.files.map(({ name }) => name)),
      [['a.txt']],
    );
    assert.deepEqual(namesIn(box), ['large.bin'], 'stays until somebody takes it out');
  });

  it('should take a file out again', async () => {
    const { box } = await show();
    tag(box, 'openim-composer').attach([text('a.txt'), text('b.txt')]);
    await settle(box);
    const remove = get(box, 'openim-composer', '.attachment__remove');
    assert.equal(remove.getAttribute('aria-label'), 'Remove a.txt');
    remove.click();
    await settle(box);
    assert.deepEqual(namesIn(box), ['b.txt']);
  });

  it('should keep its files when it is moved, and not when it is gone', async () => {
    const { box } = await show();
    const element = tag(box, 'openim-composer');
    paste(box, transferOf(png()));
    await settle(box);
    const provider = tag(box, 'openim-provider');
    provider.append(element);
    await settle(box);
    assert.deepEqual(namesIn(box), ['a.png']);
    element.remove();
    await settle(box);
    provider.append(element);
    await settle(box);
    assert.isEmpty(namesIn(box));
  });

  it('should let a page store files by itself', async () => {
    const { box, session } = await show();
    box.addEventListener('openim-upload-request', (event) => event.preventDefault());
    tag(box, 'openim-composer').attach([text()]);
    tag(box, 'openim-composer').send();
    await settle(box);
    const timeline = session.openTimeline('single_mara') as unknown as {
      callsOf(name: string): unknown[][];
    };
    assert.deepEqual(timeline.callsOf('sendFile'), []);
    assert.deepEqual(namesIn(box), []);
  });

  it('should put back what cannot be sent, a recording as one', async () => {
    const { box, session } = await show();
    const timeline = session.timeline('single_mara');
    const { sendFile } = timeline;
    const failure = new OpenIMError(ErrorCode.NoSocket, 'part of the client did not load');
    Object.assign(timeline, { sendFile: () => Promise.reject(failure) });
    const composer = tag(box, 'openim-composer');
    const recording = new File(['hello'], 'voice.webm', { type: 'audio/webm' });
    request(composer, 'openim-voice-request', {
      conversationID: 'single_mara',
      file: recording,
      durationMs: 1000,
    });
    composer.attach([text()]);
    await settle(box);
    composer.send();
    await until(() => namesIn(box).length === 2);
    Object.assign(timeline, { sendFile });
    composer.send();
    await until(() => timeline.callsOf('sendFile').length === 2);
    assert.deepInclude(timeline.callsOf('sendFile'), [recording, { kind: 'sound', durationMs: 1000 }]);
    assert.deepEqual(namesIn(box), []);
  });

  it('should put back a recording that cannot be sent also where no files can be attached', async () => {
    const { box, session } = await show();
    const composer = tag(box, 'openim-composer');
    composer.noAttachments = true;
    await settle(box);
    const failure = new OpenIMError(ErrorCode.NoSocket, 'part of the client did not load');
    Object.assign(session.timeline('single_mara'), { sendFile: () => Promise.reject(failure) });
    const recording = new File(['hello'], 'voice.webm', { type: 'audio/webm' });
    request(composer, 'openim-voice-request', {
      conversationID: 'single_mara',
      file: recording,
      durationMs: 1000,
    });
    await until(() => namesIn(box).length === 1);
  });

  it('should show a sign for a picture that cannot be drawn', async () => {
    const { box } = await show();
    tag(box, 'openim-composer').attach([new File(['no picture'], 'a.png', { type: 'image/png' })]);
    await settle(box);
    await until(() => find(box, 'openim-composer', '.attachment__icon') !== null);
  });

  it('should take none where it is told so', async () => {
    const { box } = await show();
    tag(box, 'openim-composer').noAttachments = true;
    await settle(box);
    assert.isNull(find(box, 'openim-composer', '.attach'));
    assert.isTrue(paste(box, transferOf(text())));
    const transfer = transferOf(text());
    assert.isFalse(drag(box, 'dragover', transfer), 'the page is not left for the file');
    assert.isFalse(drag(box, 'drop', transfer));
    await settle(box);
    assert.isNull(find(box, 'openim-composer', '.field--drop'));
    assert.deepEqual(namesIn(box), []);
  });

  it('should keep the page from being left for a file while messages are selected', async () => {
    const { box, session } = await show();
    chatStateOf(session, 'single_mara').selection.value = new Set();
    await settle(box);
    assert.isNull(find(box, 'openim-composer', 'textarea'));
    const init = { dataTransfer: transferOf(text()), bubbles: true, composed: true, cancelable: true };
    for (const type of ['dragover', 'drop'])
      assert.isFalse(tag(box, 'openim-composer').dispatchEvent(new DragEvent(type, init)), type);
    chatStateOf(session, 'single_mara').selection.value = undefined;
    await settle(box);
    assert.deepEqual(namesIn(box), [], 'what nobody saw');
  });

  it('should say at once that a folder cannot be sent, and send the others', async () => {
    const { box } = await show();
    const folder = new File(['what browsers make of it'], 'holidays');
    const unreadable = new Blob();
    unreadable.arrayBuffer = () => Promise.reject(new DOMException('', 'NotFoundError'));
    folder.slice = () => unreadable;
    tag(box, 'openim-composer').attach([folder, text()]);
    await until(() => find(box, 'openim-composer', '.attachment--refused') !== null);
    assert.equal(get(box, 'openim-composer', '[role=alert]').textContent, 'Couldn’t read the file.');
    const uploads = record(box, 'openim-upload-request');
    tag(box, 'openim-composer').send();
    await settle(box);
    assert.deepEqual(
      uploads.map(({ detail }) => detail.files.map(({ name }) => name)),
      [['a.txt']],
    );
    assert.deepEqual(namesIn(box), ['holidays'], 'stays until somebody takes it out');
  });

  it('should show the file that was added last, or the first that is refused', async () => {
    const { box } = await show();
    const large = new File([new Uint8Array(1001)], 'large.bin');
    const isVisible = (index: number): boolean => {
      const strip = get(box, 'openim-composer', '.attachments');
      const [{ left, right }, item] = [strip, strip.children[index]!].map((element) =>
        element.getBoundingClientRect(),
      ) as [DOMRect, DOMRect];
      return item.left >= left - 1 && item.right <= right + 1;
    };
    for (const [files, index] of [
      [Array.from({ length: 9 }, () => text()), 8],
      [[large], 9],
      [Array.from({ length: 9 }, () => text()), 9],
    ] as const) {
      tag(box, 'openim-composer').attach(files);
      await settle(box);
      await until(() => isVisible(index));
    }
  });

  it('should take files that are dropped on an area within another one once', async () => {
    const { box } = await show();
    const outer = document.createElement('openim-composer');
    outer.conversationID = 'single_mara';
    outer.dropArea = box;
    tag(box, 'openim-provider').append(outer);
    await settle(box);
    for (const type of ['dragover', 'drop']) assert.isFalse(drag(box, type, transferOf(text())), type);
    await settle(box);
    assert.deepEqual(namesIn(box), ['a.txt']);
    assert.isTrue((outer.shadowRoot?.querySelector('.attachments') ?? null) === null);
  });
});
