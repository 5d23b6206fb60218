import { create, drawing } from './dom.js';

const DEFAULT_DELAY_S = 5;

/** A short text beside the bubble, shown after a delay or when the page asks for it, until it is dismissed. */
export class Greeting {
  readonly element = create('div', { className: 'greeting', part: 'greeting', role: 'status', hidden: true });
  readonly #text = create('button', { className: 'greeting__text', type: 'button' });
  readonly #close = create(
    'button',
    { className: 'greeting__close', type: 'button' },
    drawing('m6 6 12 12M18 6 6 18'),
  );
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onAccept: () => void, onDismiss: () => void) {
    this.#text.addEventListener('click', onAccept);
    this.#close.addEventListener('click', onDismiss);
    this.element.append(this.#text, this.#close);
  }

  show(text: string): void {
    this.#text.textContent = text;
    this.element.hidden = !text;
  }

  hide(): void {
    this.element.hidden = true;
  }

  name(dismiss: string): void {
    this.#close.ariaLabel = dismiss;
  }

  /** Schedules the greeting; further calls have no effect. `seconds` is the text of the attribute. */
  plan(seconds: string, show: () => void): void {
    const delayS = Number.parseFloat(seconds);
    this.#timer ??= setTimeout(show, (Number.isFinite(delayS) ? delayS : DEFAULT_DELAY_S) * 1000);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
