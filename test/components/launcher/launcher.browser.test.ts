import { assert } from 'chai';
import { OpenIMLauncher } from '../../../components/launcher/launcher.component.js';
import { memoryKey, readMemory, wasOpen } from '../../../components/launcher/memory.js';
import type { LauncherPanel, PanelConfig } from '../../../components/launcher/types.js';
import { flushMicrotasks } from '../../helpers/flush-microtasks.js';

const URL = 'wss://launcher.test';

/** Stands in for the panel: notes what the bubble asks of it. */
class FakePanel extends HTMLElement {
  config: PanelConfig | undefined;
  readonly userID = '';
  readonly conversationID = '';
  readonly connection = 'idle';
  readonly calls: string[] = [];
  readonly focusStart = (): void => void this.calls.push('focusStart');
  readonly focusEnd = (): void => void this.calls.push('focusEnd');
  readonly send = (): Promise<void> => Promise.resolve();
  readonly startConversation = (): Promise<string> => Promise.resolve('single_bob');
  readonly whenForgotten = (): Promise<number> => Promise.resolve(0);
  readonly forget = (): Promise<number> => Promise.resolve(2);
}

/** How often the panel was fetched, and whether that works. */
let fetched = 0;
let isReachable = true;

OpenIMLauncher.define('openim-launcher');
OpenIMLauncher.loadPanel = () => {
  if (!isReachable) return Promise.reject(new Error('offline'));
  fetched++;
  if (!customElements.get('openim-launcher-panel')) customElements.define('openim-launcher-panel', FakePanel);
  return Promise.resolve();
};

const launchers: OpenIMLauncher[] = [];

/** A launcher in the page, drawn. */
async function launch(attributes: Readonly<Record<string, string>> = {}): Promise<OpenIMLauncher> {
  const launcher = document.createElement('openim-launcher');
  for (const [name, value] of Object.entries({ url: URL, ...attributes })) launcher.setAttribute(name, value);
  document.body.append(launcher);
  launchers.push(launcher);
  await flushMicrotasks();
  return launcher;
}

function find(launcher: OpenIMLauncher, selector: string): HTMLElement {
  return launcher.shadowRoot!.querySelector<HTMLElement>(selector)!;
}

const bubble = (launcher: OpenIMLauncher): HTMLElement => find(launcher, '.bubble');
const greeting = (launcher: OpenIMLauncher): HTMLElement => find(launcher, '.greeting');
function panelOf({ panel }: OpenIMLauncher): FakePanel {
  assert.instanceOf(panel, FakePanel);
  return panel;
}

const focused = (launcher: OpenIMLauncher): Element | null => launcher.shadowRoot!.activeElement;

function press(target: HTMLElement, key: string): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
}

async function tell(launcher: OpenIMLauncher, total: number): Promise<void> {
  await launcher.whenOpen();
  const detail = { total };
  panelOf(launcher).dispatchEvent(
    new CustomEvent('openim-unread-change', { detail, bubbles: true, composed: true }),
  );
  await flushMicrotasks();
}

describe('<openim-launcher>', () => {
  afterEach(() => {
    for (const launcher of launchers.splice(0)) launcher.remove();
    localStorage.clear();
    sessionStorage.clear();
    document.documentElement.removeAttribute('dir');
    fetched = 0;
    isReachable = true;
  });

  it('should leave Escape to an input method that is composing', async () => {
    const launcher = await launch({ open: '' });
    await launcher.whenOpen();
    const key = new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, composed: true });
    panelOf(launcher).dispatchEvent(key);
    assert.isTrue(launcher.open);
    press(panelOf(launcher), 'Escape');
    assert.isFalse(launcher.open);
  });

  it('should forget a colour and a language that are taken back, and leave the page’s own alone', async () => {
    const launcher = await launch({ color: 'rgb(1 2 3)', locale: 'ar' });
    assert.equal(launcher.style.getPropertyValue('--openim-color-accent'), 'rgb(1 2 3)');
    assert.equal(getComputedStyle(launcher).direction, 'rtl');
    launcher.color = '';
    launcher.locale = '';
    await flushMicrotasks();
    assert.equal(launcher.style.getPropertyValue('--openim-color-accent'), '');
    assert.equal(getComputedStyle(launcher).direction, 'ltr');
    const own = await launch({ dir: 'rtl', style: '--openim-color-accent: rgb(4 5 6)' });
    own.heading = 'Hello';
    await flushMicrotasks();
    assert.equal(own.style.getPropertyValue('--openim-color-accent').trim(), 'rgb(4 5 6)');
    assert.equal(own.dir, 'rtl');
  });

  describe('the bubble', () => {
    it('should say what it does, and fetch nothing before it is wanted', async () => {
      const launcher = await launch();
      assert.equal(bubble(launcher).ariaLabel, 'Open chat');
      assert.equal(bubble(launcher).ariaExpanded, 'false');
      assert.isTrue(find(launcher, '.panel').hidden);
      assert.equal(fetched, 0);
    });

    it('should open the panel and take the focus along, and bring it back', async () => {
      const launcher = await launch();
      const told: string[] = [];
      for (const name of ['openim-launcher-open', 'openim-launcher-close'])
        launcher.addEventListener(name, ({ type }) => told.push(type));
      bubble(launcher).click();
      await flushMicrotasks();
      assert.isFalse(find(launcher, '.panel').hidden);
      assert.equal(find(launcher, '.panel').role, 'dialog');
      assert.equal(bubble(launcher).ariaLabel, 'Close chat');
      assert.equal(bubble(launcher).ariaExpanded, 'true');
      assert.deepEqual(panelOf(launcher).calls, ['focusStart']);
      bubble(launcher).click();
      await flushMicrotasks();
      assert.isTrue(find(launcher, '.panel').hidden);
      assert.equal(focused(launcher), bubble(launcher));
      assert.deepEqual(told, ['openim-launcher-open', 'openim-launcher-close']);
    });

    it('should leave the focus alone when the page opens it', async () => {
      const launcher = await launch();
      launcher.open = true;
      await flushMicrotasks();
      assert.deepEqual(panelOf(launcher).calls, []);
      launcher.open = false;
      await flushMicrotasks();
      assert.isNull(focused(launcher));
    });

    it('should fetch the panel once somebody comes near', async () => {
      const launcher = await launch();
      bubble(launcher).dispatchEvent(new PointerEvent('pointerenter'));
      assert.equal(fetched, 1);
      assert.isTrue(find(launcher, '.panel').hidden);
    });

    it('should offer to try again where the panel cannot be fetched', async () => {
      const launcher = await launch();
      isReachable = false;
      bubble(launcher).click();
      await flushMicrotasks();
      const again = find(launcher, '.panel [role=alert] button');
      assert.equal(focused(launcher), again);
      isReachable = true;
      again.click();
      await flushMicrotasks();
      assert.deepEqual(panelOf(launcher).calls, []);
      assert.exists(panelOf(launcher).config);
    });
  });

  describe('the keyboard', () => {
    it('should go round within the open panel', async () => {
      const launcher = await launch();
      const [first, last] = launcher.shadowRoot!.querySelectorAll<HTMLElement>('.edge');
      assert.isTrue(first!.hidden && last!.hidden, 'nothing keeps the focus while it is closed');
      bubble(launcher).click();
      await flushMicrotasks();
      panelOf(launcher).calls.length = 0;
      last!.focus();
      assert.deepEqual(panelOf(launcher).calls, ['focusStart']);
      first!.focus();
      assert.equal(focused(launcher), bubble(launcher));
    });

    it('should go from the panel’s start to its end where there is no bubble, as on a phone', async () => {
      const launcher = await launch();
      bubble(launcher).click();
      await flushMicrotasks();
      bubble(launcher).style.display = 'none';
      panelOf(launcher).calls.length = 0;
      find(launcher, '.edge').focus();
      assert.deepEqual(panelOf(launcher).calls, ['focusEnd']);
    });

    it('should close by Escape, unless something inside has used it', async () => {
      const launcher = await launch();
      bubble(launcher).click();
      await flushMicrotasks();
      const inside = panelOf(launcher);
      inside.addEventListener('keydown', (event) => event.preventDefault(), { once: true });
      press(inside, 'Escape');
      assert.isTrue(launcher.open, 'a menu in it was closed');
      press(inside, 'Escape');
      await flushMicrotasks();
      assert.isFalse(launcher.open);
      assert.equal(focused(launcher), bubble(launcher));
    });

    it('should leave Escape to the page while it is closed', async () => {
      const launcher = await launch();
      let heard = 0;
      launcher.addEventListener('keydown', () => heard++);
      press(bubble(launcher), 'Escape');
      assert.equal(heard, 1);
    });
  });

  describe('the badge', () => {
    it('should count what is unread, in words too, and no further than 99', async () => {
      const launcher = await launch();
      const badge = find(launcher, '.badge');
      assert.isTrue(badge.hidden);
      await tell(launcher, 3);
      assert.equal(badge.textContent, '3');
      assert.isFalse(badge.hidden);
      assert.equal(bubble(launcher).ariaLabel, 'Open chat, 3 unread');
      assert.equal(launcher.unread, 3);
      await tell(launcher, 100);
      assert.equal(badge.textContent, '99+');
      launcher.open = true;
      await flushMicrotasks();
      assert.isTrue(badge.hidden, 'whoever reads needs no number');
      launcher.open = false;
      await tell(launcher, 0);
      assert.isTrue(badge.hidden);
      assert.equal(bubble(launcher).ariaLabel, 'Open chat');
    });

    it('should not count what a former user had', async () => {
      const launcher = await launch({ 'user-id': 'ada', token: 'x' });
      await tell(launcher, 3);
      launcher.userID = 'bob';
      await flushMicrotasks();
      assert.isTrue(find(launcher, '.badge').hidden);
    });
  });

  describe('the greeting', () => {
    const shown = (launcher: OpenIMLauncher): Promise<void> =>
      new Promise((resolve) => {
        // WebKit may let a timer of no time go ahead of a message, and so of what waited for the launcher.
        if (!greeting(launcher).hidden) resolve();
        const observer = new MutationObserver(() => {
          if (greeting(launcher).hidden) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(greeting(launcher), { attributes: true });
      });

    it('should come by itself, and open the chat when it is taken up', async () => {
      const launcher = await launch({ greeting: 'May we help?', 'greeting-delay': '0' });
      await shown(launcher);
      const words = find(launcher, '.greeting__text');
      assert.equal(words.textContent, 'May we help?');
      assert.equal(greeting(launcher).role, 'status');
      words.click();
      await flushMicrotasks();
      assert.isTrue(launcher.open);
      assert.isTrue(greeting(launcher).hidden);
      assert.isTrue(readMemory(URL).isGreeted);
    });

    it('should stay away once it was put away', async () => {
      const launcher = await launch({ greeting: 'May we help?', 'greeting-delay': '0' });
      await shown(launcher);
      const close = find(launcher, '.greeting__close');
      assert.equal(close.ariaLabel, 'Dismiss');
      close.click();
      assert.isTrue(greeting(launcher).hidden);
      assert.equal(focused(launcher), bubble(launcher));
      launcher.remove();
      const next = await launch({ greeting: 'May we help?', 'greeting-delay': '0' });
      // Timers of the same delay end in their order.
      await new Promise((resolve) => setTimeout(resolve, 0));
      assert.isTrue(greeting(next).hidden);
    });

    it('should be said by call, but not over an open chat', async () => {
      const launcher = await launch();
      launcher.greet('Your lamp is on its way.');
      assert.equal(find(launcher, '.greeting__text').textContent, 'Your lamp is on its way.');
      assert.isFalse(greeting(launcher).hidden);
      launcher.open = true;
      await flushMicrotasks();
      launcher.greet('Another');
      assert.isTrue(greeting(launcher).hidden);
    });
  });

  describe('what is remembered', () => {
    it('should be whether the panel was open, on the next page of the tab', async () => {
      const launcher = await launch();
      launcher.open = true;
      await flushMicrotasks();
      assert.isTrue(wasOpen());
      launcher.remove();
      const next = await launch();
      assert.isTrue(next.open);
      next.open = false;
      await flushMicrotasks();
      assert.isFalse(wasOpen());
    });

    it('should wait for a user whom the page has not named yet', async () => {
      localStorage.setItem(memoryKey(URL), JSON.stringify({ userID: 'ada' }));
      sessionStorage.setItem('openim-chat:open', '1');
      const launcher = await launch();
      assert.isFalse(launcher.open, 'it would be the chat of somebody else');
      launcher.userID = 'ada';
      await flushMicrotasks();
      assert.isTrue(launcher.open);
    });

    it('should be nothing after it was told to forget', async () => {
      const launcher = await launch();
      launcher.open = true;
      await launcher.whenOpen();
      assert.equal(await launcher.forget(), 2, 'what the panel says was lost');
      await flushMicrotasks();
      assert.isFalse(launcher.open);
      assert.isUndefined(launcher.panel);
      assert.equal(localStorage.length + sessionStorage.length, 0);
    });
  });

  describe('its place and look', () => {
    const isAtRight = (launcher: OpenIMLauncher): boolean => {
      const { left, right } = bubble(launcher).getBoundingClientRect();
      return left + right > innerWidth;
    };

    it('should be the corner where a line ends, in both directions', async () => {
      const launcher = await launch();
      assert.isTrue(isAtRight(launcher));
      document.documentElement.dir = 'rtl';
      assert.isFalse(isAtRight(launcher));
    });

    it('should be the side that the page names', async () => {
      document.documentElement.dir = 'rtl';
      assert.isTrue(isAtRight(await launch({ position: 'bottom-right' })));
      assert.isFalse(isAtRight(await launch({ position: 'bottom-left' })));
      assert.isTrue(isAtRight(await launch({ position: 'bottom-start' })));
    });

    it('should have room for the whole panel in a page that is zoomed', async () => {
      const { style } = document.documentElement;
      style.setProperty('zoom', '1.5');
      try {
        const launcher = await launch({ open: '' });
        for (const animation of find(launcher, '.panel').getAnimations()) animation.cancel();
        const { top, left, right } = find(launcher, '.panel').getBoundingClientRect();
        assert.isAtLeast(top, 0);
        assert.isAtLeast(left, 0);
        assert.isAtMost(right, innerWidth);
      } finally {
        style.removeProperty('zoom');
      }
    });

    it('should read from right to left in a language that does', async () => {
      const launcher = await launch({ locale: 'ar' });
      assert.equal(bubble(launcher).ariaLabel, 'فتح المحادثة');
      assert.equal(getComputedStyle(bubble(launcher)).direction, 'rtl');
    });

    it('should be in the page’s colour, with an icon of the page’s', async () => {
      const launcher = await launch({ color: 'rgb(10, 120, 90)' });
      assert.equal(getComputedStyle(bubble(launcher)).backgroundColor, 'rgb(10, 120, 90)');
      const icon = document.createElement('b');
      icon.slot = 'icon';
      launcher.append(icon);
      assert.deepEqual((find(launcher, 'slot[name=icon]') as HTMLSlotElement).assignedElements(), [icon]);
    });
  });

  it('should keep what was set before it was defined', async () => {
    const early = document.createElement('openim-launcher-later') as unknown as OpenIMLauncher;
    Object.assign(early, { heading: 'Lamps', visitorAttributes: { plan: 'gold' }, url: URL });
    class Later extends OpenIMLauncher {}
    customElements.define('openim-launcher-later', Later);
    document.body.append(early);
    launchers.push(early);
    await flushMicrotasks();
    assert.equal(early.getAttribute('heading'), 'Lamps');
    await early.whenOpen();
    assert.deepEqual((early.panel as LauncherPanel).config?.attributes, { plan: 'gold' });
  });
});
