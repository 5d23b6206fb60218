import type { BubbleWords } from '../locales/launcher/bubble.js';
import { create } from './dom.js';
import type { LauncherPanel, PanelConfig } from './types.js';

/** Where the panel comes: fetches it when it is wanted, and says meanwhile that it is on its way, or did not come. */
export class PanelFrame {
  readonly element = create('div', { className: 'panel', part: 'panel', role: 'dialog' });
  readonly #fetchPanel: () => Promise<unknown>;
  readonly #config: () => PanelConfig;
  #panel: LauncherPanel | undefined;
  #loading: Promise<LauncherPanel> | undefined;

  /** @param fetchPanel registers the panel's element */
  constructor(fetchPanel: () => Promise<unknown>, config: () => PanelConfig) {
    this.#fetchPanel = fetchPanel;
    this.#config = config;
  }

  /** The panel, once it was loaded. */
  get panel(): LauncherPanel | undefined {
    return this.#panel;
  }

  /** The panel that is there or on its way; undefined where nobody has wanted one. */
  get loading(): Promise<LauncherPanel> | undefined {
    return this.#loading;
  }

  /** The panel, in place. Rejects when it cannot be fetched, and may be asked again then. */
  load(): Promise<LauncherPanel> {
    this.#loading ??= this.create().then(
      (panel) => {
        this.#panel = panel;
        panel.config = this.#config();
        this.element.replaceChildren(panel);
        return panel;
      },
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }

  /** A panel that stands nowhere. */
  async create(): Promise<LauncherPanel> {
    await this.#fetchPanel();
    const panel = document.createElement('openim-launcher-panel') as LauncherPanel;
    panel.config = this.#config();
    return panel;
  }

  /** Takes the panel out. Returns it. */
  release(): LauncherPanel | undefined {
    const panel = this.#panel;
    this.#panel = undefined;
    this.#loading = undefined;
    panel?.remove();
    return panel;
  }

  /** Loads the panel before the reader's eyes; one who opened it by hand is taken along by the focus. */
  async show(words: BubbleWords, isByHand: boolean): Promise<void> {
    const spinner = create('span', { className: 'spinner' });
    const wait = create('div', { className: 'wait', role: 'status', ariaLabel: words.loading }, spinner);
    if (!this.#panel) this.element.replaceChildren(wait);
    // The window's height is as many px as ever in a page that is zoomed, of which fewer have room in it.
    const { currentCSSZoom = 1 } = this.element as { currentCSSZoom?: number };
    this.element.style.setProperty('--_zoom', String(currentCSSZoom));
    try {
      const panel = await this.load();
      if (isByHand && this.#config().isOpen) panel.focusStart();
    } catch (error) {
      console.warn('[openim-chat] the chat could not be loaded', error);
      const again = create('button', { type: 'button', textContent: words.tryAgain });
      again.addEventListener('click', () => void this.show(words, false));
      this.element.replaceChildren(create('div', { className: 'wait', role: 'alert' }, words.failed, again));
      if (isByHand) again.focus();
    }
  }
}
