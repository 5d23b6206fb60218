import { create, drawing } from './dom.js';

const DEFAULT_DELAY_S = 5;

/** A few words beside the bubble, after a while or when the page says so, until they are put away. */
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

  /** Once: what has been planned stays so. `seconds` as the page wrote them. */
  plan(seconds: string, show: () => void): void {
    const delayS = seconds === '' ? DEFAULT_DELAY_S : Number(seconds);
    this.#timer ??= setTimeout(show, (Number.isFinite(delayS) ? delayS : DEFAULT_DELAY_S) * 1000);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
