import { assert } from 'chai';
import { readMemory } from '../../../components/launcher/memory.js';
import type { PanelConfig, PreChatField } from '../../../components/launcher/types.js';
import '../../../components/launcher-panel/launcher-panel.js';
import { panelConfig } from '../../../demo/gallery-panel-config.js';
import { settle } from '../../helpers/elements.js';

/** Nobody listens at port 1. */
const URL = 'ws://127.0.0.1:1';

type Panel = HTMLElementTagNameMap['openim-launcher-panel'];

const panels: Panel[] = [];

async function open(change: Partial<PanelConfig> = {}): Promise<{ panel: Panel; closed: () => number }> {
  const panel = document.createElement('openim-launcher-panel');
  let closed = 0;
  panel.config = panelConfig({ url: URL, close: () => closed++, ...change });
  document.body.append(panel);
  panels.push(panel);
  await settle(panel);
  return { panel, closed: () => closed };
}

const fields: readonly PreChatField[] = [
  { name: 'name', required: true },
  { name: 'email', type: 'email', required: true },
  { name: 'topic', label: 'What is it about?', type: 'select', options: ['Order', 'Return'] },
];

function inside(panel: Panel, selector: string): HTMLElement {
  return panel.shadowRoot!.querySelector<HTMLElement>(selector)!;
}

const textOf = (panel: Panel, selector: string): string => inside(panel, selector).textContent.trim();

async function fill(panel: Panel, name: string, value: string): Promise<void> {
  const input = inside(panel, `[name=${name}]`) as HTMLInputElement;
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await settle(panel);
}

async function submit(panel: Panel): Promise<void> {
  inside(panel, '.form__button').click();
  await settle(panel);
}

const problems = (panel: Panel): string[] =>
  [...panel.shadowRoot!.querySelectorAll('.field__problem')].map(({ textContent }) => textContent.trim());

describe('<openim-launcher-panel>', () => {
  afterEach(() => {
    for (const panel of panels.splice(0)) panel.remove();
    localStorage.clear();
  });

  describe('the form before a chat', () => {
    it('should label what it asks, and say what may be left out', async () => {
      const { panel } = await open({ fields });
      const labels = [...panel.shadowRoot!.querySelectorAll('label')].map((label) =>
        label.textContent.replaceAll(/\s+/g, ' ').trim(),
      );
      assert.deepEqual(labels, ['Name', 'Email', 'What is it about? optional']);
      for (const label of panel.shadowRoot!.querySelectorAll('label')) assert.exists(label.control);
    });

    it('should name every problem beside its field, and lead to the first', async () => {
      const { panel } = await open({ fields });
      await submit(panel);
      assert.deepEqual(problems(panel), ['Please fill this in.', 'Please fill this in.']);
      const name = inside(panel, '[name=name]');
      assert.equal(panel.shadowRoot!.activeElement, name);
      assert.equal(name.getAttribute('aria-invalid'), 'true');
      assert.equal(name.getAttribute('aria-describedby'), inside(panel, '.field__problem').id);
    });

    it('should take a problem away as it is mended, and not complain before it is sent', async () => {
      const { panel } = await open({ fields });
      await fill(panel, 'email', 'no address');
      assert.deepEqual(problems(panel), []);
      await fill(panel, 'name', ' Ada ');
      await submit(panel);
      assert.lengthOf(problems(panel), 1);
      assert.match(String(problems(panel)[0]), /doesn’t look like an email/);
      await fill(panel, 'email', 'ada@example.com');
      assert.deepEqual(problems(panel), []);
    });

    it('should not take blanks for an answer', async () => {
      const { panel } = await open({ fields });
      await fill(panel, 'name', '   ');
      await fill(panel, 'email', 'ada@example.com');
      await submit(panel);
      assert.deepEqual(problems(panel), ['Please fill this in.']);
    });

    it('should begin with the answers, and keep them where the gateway cannot be reached', async () => {
      const { panel } = await open({ fields });
      await fill(panel, 'name', ' Ada ');
      await fill(panel, 'email', 'ada@example.com');
      const failed = new Promise<Event>((resolve) =>
        panel.addEventListener('openim-error', resolve, { once: true }),
      );
      await submit(panel);
      await failed;
      await settle(panel);
      assert.equal(textOf(panel, '[role=alert] button'), 'Try again');
      const heading = inside(panel, '.header__heading');
      assert.equal(
        panel.shadowRoot!.activeElement,
        heading,
        'what had the focus is gone, and it is still in here',
      );
      inside(panel, '[role=alert] button').focus();
      inside(panel, '[role=alert] button').click();
      await settle(panel);
      assert.equal(panel.shadowRoot!.activeElement, heading);
      const { name, email, attributes } = readMemory(URL);
      assert.deepEqual({ name, email, attributes }, { name: 'Ada', email: 'ada@example.com', attributes: {} });
    });

    it('should not ask what the page knows, nor at all when nothing is needed', async () => {
      const { panel } = await open({ fields, name: 'Ada' });
      assert.isNull(inside(panel, '[name=name]'));
      assert.exists(inside(panel, '[name=email]'));
      const known = await open({ fields, name: 'Ada', email: 'ada@example.com' });
      assert.isNull(inside(known.panel, 'form'));
    });
  });

  it('should take the focus to its first question', async () => {
    const { panel } = await open({ fields });
    panel.focusStart();
    await settle(panel);
    assert.equal(panel.shadowRoot!.activeElement, inside(panel, '[name=name]'));
    panel.focusEnd();
    assert.equal(panel.shadowRoot!.activeElement, inside(panel, '.form__button'));
  });

  it('should say that nobody is there, and offer to leave a message', async () => {
    const { panel } = await open({ fields, isAway: true });
    assert.equal(inside(panel, '.away').role, 'status');
    assert.equal(textOf(panel, '.form__button'), 'Leave a message');
  });

  it('should be closed by its button', async () => {
    const { panel, closed } = await open({ fields });
    inside(panel, '.close').click();
    assert.equal(closed(), 1);
  });

  it('should speak the page’s language, from its side', async () => {
    const { panel } = await open({ fields, locale: 'ar', heading: 'Lamps' });
    assert.equal(getComputedStyle(inside(panel, '.base')).direction, 'rtl');
    assert.equal(textOf(panel, '.header__heading'), 'Lamps');
    assert.equal(
      inside(panel, '.header__heading bdi').textContent,
      'Lamps',
      'it runs its own way, from the same side',
    );
  });
});
