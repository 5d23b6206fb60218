import { property } from 'lit/decorators.js';
import { OpenIMElement } from '../internal/openim-element.js';

/** An element that takes part in a form like a text field: its value is a text, submitted under its name. */
export abstract class FormField extends OpenIMElement {
  static readonly formAssociated = true;

  readonly #internals = this.attachInternals();
  #customError = '';
  #value = '';

  /** The text. Setting it to null clears it, as in a native text field. */
  @property({ attribute: false })
  get value(): string {
    return this.#value;
  }

  set value(value: string | null | undefined) {
    this.#value = value ?? '';
  }

  /** Name in a form. */
  @property({ reflect: true }) name = '';

  /** Disables the field. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  /** Whether a surrounding form requires a text. */
  @property({ type: Boolean, reflect: true }) required = false;

  /** Whether the user cannot write, also because of a surrounding disabled fieldset. */
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

  /** Determines what is wrong with the value, and calls `report` with it. */
  protected abstract validate(): void;

  /** Tells the form the value and its validity. */
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
