import { onCloseRequest } from '../internal/close-request.js';
import type { BubbleWords } from '../locales/launcher/bubble.js';
import { create } from './dom.js';
import type { LauncherPanel, PanelConfig } from './types.js';

/**
 * The frame of the panel: loads the panel when it is needed, and shows meanwhile that it is loading, or that it has failed to.
 */
export class PanelFrame {
  readonly element = create('div', { className: 'panel', part: 'panel', role: 'dialog' });
  readonly #fetchPanel: () => Promise<unknown>;
  readonly #config: () => PanelConfig;
  #panel: LauncherPanel | undefined;
  #loading: Promise<LauncherPanel> | undefined;
  /** Aborted when Back no longer closes the panel. */
  #covering: AbortController | undefined;

  /** @param fetchPanel registers the panel's element */
  constructor(fetchPanel: () => Promise<unknown>, config: () => PanelConfig) {
    this.#fetchPanel = fetchPanel;
    this.#config = config;
  }

  /** The panel, once it is loaded. */
  get panel(): LauncherPanel | undefined {
    return this.#panel;
  }

  /** The panel that is loaded or being loaded; undefined if none was requested. */
  get loading(): Promise<LauncherPanel> | undefined {
    return this.#loading;
  }

  /** Loads the panel into the frame. Rejects if it cannot be fetched; another call then tries again. */
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

  /** Creates a panel outside the document. */
  async create(): Promise<LauncherPanel> {
    await this.#fetchPanel();
    const panel = document.createElement('openim-launcher-panel') as LauncherPanel;
    panel.config = this.#config();
    return panel;
  }

  /** Removes the panel from the frame, and returns it. */
  release(): LauncherPanel | undefined {
    const panel = this.#panel;
    this.#panel = undefined;
    this.#loading = undefined;
    panel?.remove();
    return panel;
  }

  /** Shows the panel, and loads it if necessary. If the user has opened it, the focus moves into it. */
  async show(words: BubbleWords, isByHand: boolean): Promise<void> {
    const spinner = create('span', { className: 'spinner' });
    const wait = create('div', { className: 'wait', role: 'status', ariaLabel: words.loading }, spinner);
    if (!this.#panel) this.element.replaceChildren(wait);
    // On a page with CSS zoom, viewport units stay the same although fewer px fit into the window; the styles divide by the
    // zoom.
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

  /** Where an open panel covers the page, Back leads to the page, and not away from it. */
  takeBack(isOpen: boolean): void {
    if (!isOpen) {
      this.#covering?.abort();
      this.#covering = undefined;
    } else if (!this.#covering && getComputedStyle(this.element).position === 'fixed') {
      this.#covering = new AbortController();
      onCloseRequest(this.#config().close, this.#covering.signal);
    }
  }
}
