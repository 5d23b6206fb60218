import '../../../components/index.js';
import '../../../components/people/people.js';

import { assert } from 'chai';
import { html } from 'lit';
import { composerParts } from '../../../components/composer/composer-parts.js';
import { Lazy } from '../../../components/internal/lazy.js';
import { laterElements } from '../../../components/internal/later-elements.js';
import { sharedFiles } from '../../../components/internal/people/details-element.js';
import { laterRequests } from '../../../components/internal/requests/request-map.js';
import { peopleStory } from '../../../demo/gallery-story.js';
import { find, get, mount, record, settle, unmountAll, until } from '../../helpers/elements.js';

const NO_CONNECTION = 'No connection. Try again later.';

describe('a part that cannot be fetched', () => {
  /** For as long as the network is away. */
  let isAway = false;
  const elements = [...Object.values(laterElements), sharedFiles] as Lazy<unknown>[];
  const loads = elements.map((part) => part.load.bind(part));

  before(async () => {
    await Promise.all([laterRequests.load(), composerParts.tools.load()]);
    elements.forEach((part, index) => {
      const nothing = new Lazy(() => Promise.reject(new TypeError('Failed to fetch')));
      Object.defineProperty(part, 'value', { configurable: true, get: () => undefined });
      part.load = () => (isAway ? nothing.load() : (loads[index] as () => Promise<unknown>)());
    });
  });
  afterEach(unmountAll);
  after(() => {
    for (const part of elements) {
      Reflect.deleteProperty(part, 'value');
      Reflect.deleteProperty(part, 'load');
    }
  });

  async function show(): Promise<{ readonly box: HTMLElement; readonly errors: CustomEvent[] }> {
    const { session } = peopleStory();
    const box = await mount(
      html`<openim-messenger .session=${session} locale="en"></openim-messenger>`,
      'inline-size:1280px;block-size:640px',
    );
    const errors = record(box, 'openim-error');
    const list = get(box, 'openim-messenger', 'openim-conversation-list');
    list.shadowRoot?.querySelector<HTMLElement>('[role="option"]')?.click();
    await settle(box);
    isAway = true;
    return { box, errors };
  }

  it('should be told above the chat, and be there the next time', async () => {
    const { box, errors } = await show();
    const emoji = (): HTMLElement =>
      get(box, 'openim-messenger', 'openim-chat', 'openim-composer', '[aria-label="Emoji"]');
    const banner = (): string | undefined =>
      find(box, 'openim-messenger', 'openim-chat', '.failure__words')?.textContent;
    emoji().click();
    await until(() => banner() === NO_CONNECTION);
    assert.deepEqual(
      errors.map(({ detail }) => (detail as { code: number }).code),
      [112],
    );
    isAway = false;
    emoji().click();
    await until(
      () => find(box, 'openim-messenger', 'openim-chat', 'openim-composer', 'openim-emoji-picker') !== null,
    );
  });

  it('should be told in the details, and not above the chat as well', async () => {
    const { box } = await show();
    get(box, 'openim-messenger', '[aria-label="Details"]').click();
    const details = (...path: string[]): HTMLElement | null =>
      find(box, 'openim-messenger', '.details > *', ...path);
    await until(() => details('.fact--files') !== null);
    details('.fact--files')?.click();
    await until(() => details('.failure__words')?.textContent === NO_CONNECTION);
    await settle(box);
    assert.isNull(find(box, 'openim-messenger', 'openim-chat', '.failure'));
    isAway = false;
    details('.fact--files')?.click();
    await until(() => details('openim-shared-files') !== null);
    assert.isNull(details('.failure__words'));
  });
});
