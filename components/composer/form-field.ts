import { property } from 'lit/decorators.js';
import { OpenIMElement } from '../internal/openim-element.js';

/** An element that is part of a form as a text field is: its value is a text, under its name. */
export abstract class FormField extends OpenIMElement {
  static readonly formAssociated = true;

  readonly #internals = this.attachInternals();
  #customError = '';
  #value = '';

  /** The text. Setting it to null clears it, as in a text field of the browser's. */
  @property({ attribute: false })
  get value(): string {
    return this.#value;
  }

  set value(value: string | null | undefined) {
    this.#value = value ?? '';
  }

  /** Name in a form. */
  @property({ reflect: true }) name = '';

  /** Whether writing is possible. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  /** Whether a form around it needs a text. */
  @property({ type: Boolean, reflect: true }) required = false;

  /** Whether writing is not possible, because of a fieldset around it too. */
  protected get isDisabled(): boolean {
    return this.disabled || this.matches(':disabled');
  }

  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  get validity(): ValidityState {
    return this.#internals.validity;
  }

  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  /** Works out what is wrong with the value, and reports it. */
  protected abstract validate(): void;

  /** Tells the form the value and what is wrong with it. */
  protected report(flags: ValidityStateFlags, message: string, anchor: HTMLElement | undefined): void {
    this.#internals.setFormValue(this.value);
    const all: ValidityStateFlags = { ...flags, customError: this.#customError !== '' };
    if (Object.values(all).includes(true)) this.#internals.setValidity(all, this.#customError || message, anchor);
    else this.#internals.setValidity({});
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  setCustomValidity(message: string): void {
    this.#customError = message;
    this.validate();
  }

  formResetCallback(): void {
    this.value = '';
  }

  formDisabledCallback(): void {
    this.requestUpdate();
  }

  formStateRestoreCallback(state: unknown): void {
    if (typeof state === 'string') this.value = state;
  }
}
