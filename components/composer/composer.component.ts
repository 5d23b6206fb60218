import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { DEFAULT_MAX_FILE_BYTES, MAX_CONTENT_LENGTH, type Timeline } from '../../src/index.js';
import { icon } from '../internal/icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { TimelineController } from '../internal/timeline-controller.js';
import { Attachments } from './attachments.js';
import { attachmentsStyles } from './attachments.styles.js';
import { composerStyles } from './composer.styles.js';

/** From which share of the limit on the characters left are counted. */
const COUNTER_SHARE = 0.9;
/** What a key event carries while an input method is composing, in browsers that say so in no other way. */
const IME_KEY_CODE = 229;

/**
 * Where one writes. Enter sends, Shift+Enter breaks the line; while an input method composes, Enter is the method's. What
 * is not sent is kept as the conversation's draft. Files come by the paperclip, by pasting and by dropping them; they stand
 * by above the text and are sent before it. As a part of a form its value is the text.
 *
 * @tagname openim-composer
 * @summary A growing text field with a Send button, for one conversation.
 * @status experimental
 * @since 0.1.0
 *
 * @event {CustomEvent<{conversationID: string, text: string}>} openim-send-request - The text is to be sent. Cancelable; the text stays when it is prevented.
 * @event {CustomEvent<{conversationID: string, files: File[]}>} openim-upload-request - Files are to be uploaded and sent. Cancelable: who prevents it stores and sends them.
 *
 * @slot start - Before the field.
 * @slot end - Between the field and the button.
 *
 * @csspart base - The row.
 * @csspart field - The box around the text field.
 * @csspart textarea - The text field.
 * @csspart attach - The paperclip.
 * @csspart attachments - The files that stand by.
 * @csspart attachment - One of them; also `attachment--refused`.
 * @csspart attachment__image - Its picture.
 * @csspart attachment__remove - The button that takes it out.
 * @csspart counter - How many characters are left.
 * @csspart send - The button.
 *
 * @cssproperty [--openim-composer-max-lines=6] - How many lines the field grows to.
 * @cssproperty [--openim-composer-radius=21px] - Corners of the field.
 */
export class OpenIMComposer extends OpenIMElement {
  static override styles = [sharedStyles, composerStyles, attachmentsStyles];
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override readonly needsProvider = true;
  static readonly formAssociated = true;

  readonly #internals = this.attachInternals();
  readonly #timelines = new TimelineController(this);
  readonly #attachments = new Attachments(this);
  #timeline: Timeline | undefined;
  /** The timeline whose draft was put into the field. */
  #restored: Timeline | undefined;
  #customError = '';

  @query('textarea') private field!: HTMLTextAreaElement | null;
  @query('input') private filePicker!: HTMLInputElement | null;

  /** Whether files are being dragged over it. */
  @state() private isDropTarget = false;

  /** The conversation; that of the chat it stands in, or the one chosen in the list, when absent. */
  @property({ attribute: 'conversation-id' }) conversationID = '';

  /** The text. */
  @property({ attribute: false }) value = '';

  /** Name in a form. */
  @property({ reflect: true }) name = '';

  /** Whether writing is possible. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  /** Whether a form around it needs a text. */
  @property({ type: Boolean, reflect: true }) required = false;

  /** Most characters a message may have. Longer texts can be written, and are not sent. */
  @property({ type: Number }) maxlength = MAX_CONTENT_LENGTH;

  /** Largest file, in bytes; what the gateway was told. */
  @property({ type: Number, attribute: 'max-file-bytes' }) maxFileBytes = DEFAULT_MAX_FILE_BYTES;

  /** Takes no files. */
  @property({ type: Boolean, attribute: 'no-attachments' }) noAttachments = false;

  /** What the empty field says; the conversation's name when absent. */
  @property() placeholder = '';

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

  protected override willUpdate(changed: PropertyValues<this>): void {
    const former = this.#timeline;
    this.#timeline = this.#timelines.follow(this.scope);
    if (former && former !== this.#timeline) {
      this.value = '';
      this.#attachments.filter(() => false);
    }
    this.#restoreDraft();
    if (changed.size > 0 || this.hasUpdated) this.#validate();
  }

  /** Puts the draft into the field, once for each time a conversation is opened, and not over what stands there. */
  #restoreDraft(): void {
    const timeline = this.#timeline;
    const conversation = timeline?.conversation.value;
    if (!timeline || timeline === this.#restored || !conversation) return;
    this.#restored = timeline;
    if (this.value === '') this.value = conversation.draftText;
  }

  #validate(): void {
    this.#internals.setFormValue(this.value);
    const text = this.localizer.text;
    const excess = this.#excess();
    const flags: ValidityStateFlags = {
      customError: this.#customError !== '',
      tooLong: excess > 0,
      valueMissing: this.required && this.value.trim() === '',
    };
    const message = this.#customError || (excess > 0 ? text.tooLong(excess) : text.writeMessage);
    if (Object.values(flags).includes(true)) this.#internals.setValidity(flags, message, this.field ?? undefined);
    else this.#internals.setValidity({});
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#fit();
  }

  /** Grows the field with its text, where the browser cannot by itself. */
  #fit(): void {
    const { field } = this;
    if (!field || CSS.supports('field-sizing', 'content')) return;
    field.style.setProperty('block-size', 'auto');
    field.style.setProperty('block-size', `${String(field.scrollHeight)}px`);
  }

  #excess(): number {
    return outgoingText(this.value).length - this.maxlength;
  }

  #canSend(): boolean {
    if (this.disabled || !this.#timeline || this.#excess() > 0) return false;
    return outgoingText(this.value) !== '' || this.#attachments.files.some((file) => this.#isSmallEnough(file));
  }

  private readonly handleInput = (): void => {
    if (!this.field) return;
    this.value = this.field.value;
    this.#timeline?.setDraft(this.value);
    if (this.value.trim() !== '') this.#timeline?.notifyTyping();
  };

  #isSmallEnough(file: File): boolean {
    return file.size <= this.maxFileBytes;
  }

  #takesFiles(): boolean {
    return !this.noAttachments && !this.disabled && this.#timeline !== undefined;
  }

  /** Lets files stand by, as choosing, pasting and dropping them does. */
  attach(files: Iterable<File>): void {
    if (this.#takesFiles()) this.#attachments.add(files);
  }

  private readonly handlePick = (): void => {
    this.filePicker?.click();
  };

  private readonly handlePicked = (): void => {
    const { filePicker } = this;
    if (!filePicker) return;
    this.attach(filePicker.files ?? []);
    // The same file may be chosen again.
    filePicker.value = '';
    this.field?.focus({ preventScroll: true });
  };

  private readonly handlePaste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    // Programs that copy text add a picture of it: then the text is what is meant.
    if (!clipboardData?.files.length || clipboardData.types.includes('text/plain') || !this.#takesFiles()) return;
    event.preventDefault();
    this.attach(clipboardData.files);
  };

  private readonly handleDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files') || !this.#takesFiles()) return;
    event.preventDefault();
    this.isDropTarget = true;
  };

  private readonly handleDragLeave = (): void => {
    this.isDropTarget = false;
  };

  private readonly handleDrop = (event: DragEvent): void => {
    this.isDropTarget = false;
    if (!event.dataTransfer?.files.length) return;
    // Also where none are taken: the browser would leave the page for the file.
    event.preventDefault();
    this.attach(event.dataTransfer.files);
  };

  private readonly handleKeydown = (event: KeyboardEvent): void => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari ends a composition before its Enter: only keyCode tells
    const isComposing = event.isComposing || event.keyCode === IME_KEY_CODE;
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposing) return;
    event.preventDefault();
    this.send();
  };

  private readonly handleSend = (): void => {
    this.send();
    this.field?.focus({ preventScroll: true });
  };

  /** Sends the files that stand by and what stands in the field, as Enter does. Files that are too large stay. */
  send(): void {
    const timeline = this.#timeline;
    if (!timeline || !this.#canSend()) return;
    const { conversationID } = timeline;
    const files = this.#attachments.files.filter((file) => this.#isSmallEnough(file));
    if (files.length > 0) {
      this.request('openim-upload-request', { conversationID, files });
      this.#attachments.filter((file) => !files.includes(file));
    }
    const text = outgoingText(this.value);
    if (text === '' || !this.request('openim-send-request', { conversationID, text })) return;
    this.value = '';
  }

  /** Puts the cursor into the field. */
  override focus(options?: FocusOptions): void {
    if (this.field) this.field.focus(options);
    else super.focus(options);
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  setCustomValidity(message: string): void {
    this.#customError = message;
    this.#validate();
  }

  formResetCallback(): void {
    this.value = '';
  }

  formDisabledCallback(isDisabled: boolean): void {
    this.disabled = isDisabled;
  }

  formStateRestoreCallback(state: unknown): void {
    if (typeof state === 'string') this.value = state;
  }

  protected override render(): TemplateResult {
    const { text } = this.localizer;
    const name = this.#timeline?.conversation.value?.showName;
    const label = name ? text.messageTo(name) : text.writeMessage;
    const isOff = this.disabled || !this.#timeline;
    return html`<div
      part="base"
      class="base"
      @dragover=${this.handleDragOver}
      @dragleave=${this.handleDragLeave}
      @drop=${this.handleDrop}
    >
      <slot name="start"></slot>
      ${this.noAttachments ? nothing : this.#attachTemplate(isOff)}
      <div part="field" class="field ${this.isDropTarget ? 'field--drop' : ''}">
        ${this.#attachments.template(this.localizer, this.maxFileBytes)}
        <textarea
          part="textarea"
          rows="1"
          dir="auto"
          autocomplete="off"
          enterkeyhint="send"
          aria-label=${label}
          aria-describedby=${ifDefined(this.#isNearLimit() ? 'counter' : undefined)}
          aria-invalid=${this.#excess() > 0 ? 'true' : 'false'}
          placeholder=${this.placeholder || label}
          ?disabled=${isOff}
          .value=${this.value}
          @input=${this.handleInput}
          @keydown=${this.handleKeydown}
          @paste=${this.handlePaste}
        ></textarea>
        ${this.#counterTemplate()}
      </div>
      <slot name="end"></slot>
      <button
        part="send"
        class="send"
        type="button"
        aria-label=${text.send}
        title=${text.send}
        ?disabled=${!this.#canSend()}
        @click=${this.handleSend}
      >
        ${icon('send', 'icon--directional')}
      </button>
    </div>`;
  }

  #attachTemplate(isOff: boolean): TemplateResult {
    const { text } = this.localizer;
    return html`<input type="file" multiple hidden tabindex="-1" aria-hidden="true" @change=${this.handlePicked} />
      <button
        part="attach"
        class="attach icon-button"
        type="button"
        aria-label=${text.attachFiles}
        title=${text.attachFiles}
        ?disabled=${isOff}
        @click=${this.handlePick}
      >
        ${icon('attach')}
      </button>`;
  }

  #isNearLimit(): boolean {
    return outgoingText(this.value).length >= this.maxlength * COUNTER_SHARE;
  }

  #counterTemplate(): TemplateResult | typeof nothing {
    if (!this.#isNearLimit()) return nothing;
    const { text } = this.localizer;
    const excess = this.#excess();
    return html`<span
      id="counter"
      part="counter ${excess > 0 ? 'counter--over' : ''}"
      class="counter ${excess > 0 ? 'counter--over' : ''}"
      role="status"
      >${excess > 0 ? text.tooLong(excess) : text.charactersLeft(-excess)}</span
    >`;
  }
}

/** The text as it is sent: without empty lines before it and white space behind it. */
function outgoingText(value: string): string {
  return value.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}
