import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import {
  DEFAULT_MAX_FILE_BYTES,
  MAX_CONTENT_LENGTH,
  revokedIDOf,
  type Timeline,
  type TimelineMessage,
} from '../../src/index.js';
import { chatStateOf, type ChatState } from '../internal/chat-state.js';
import { icon } from '../internal/icons.js';
import { isComposing } from '../internal/is-composing.js';
import { sendButtonStyles } from '../internal/send-button.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { TimelineController } from '../internal/timeline-controller.js';
import type { BarContext } from './bars.js';
import { composerParts, ToolBox } from './composer-parts.js';
import {
  attachTemplate,
  counterTemplate,
  isOpposed,
  outgoingText,
  toolTemplate,
  type ButtonContext,
} from './composer-templates.js';
import { DraftKeeper } from './draft-keeper.js';
import { FileIntake } from './file-intake.js';
import { FormField } from './form-field.js';
import { composerStyles } from './composer.styles.js';
import type { Tool } from './tools.js';

/**
 * Where the user writes. Enter sends, Shift+Enter inserts a line break; while an input method is composing, Enter
 * belongs to it. Unsent text is kept as the conversation's draft. Files are attached with the paperclip, by pasting
 * or by dropping; they are listed above the text and sent before it, pictures without the place and device that cameras
 * note in them. Typing @ in a group suggests its members.
 * While messages are selected, their actions replace the field. In a form, its value is the text.
 *
 * @tagname openim-composer
 * @summary A growing text field with a Send button, for one conversation.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-menu
 * @dependency openim-emoji-picker
 * @dependency openim-voice-recorder
 * @dependency openim-location-dialog
 * @dependency openim-forward-dialog
 *
 * @event {CustomEvent<{conversationID: string, text: string, quotedID?: string, mentions?: Mention[]}>} openim-send-request - Before the text is sent. Cancelable; if prevented, the text stays.
 * @event {CustomEvent<{conversationID: string, file: File, durationMs: number}>} openim-voice-request - Before a recording is uploaded and sent. Cancelable.
 * @event {CustomEvent<{conversationID: string, content: ComposedContent}>} openim-compose-request - Before a location, card or sticker is sent. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgIDs: string[], targetIDs: string[]}>} openim-forward-request - Before selected messages are forwarded. Cancelable.
 * @event {CustomEvent<{conversationID: string, files: File[]}>} openim-upload-request - Before files are uploaded and sent. Cancelable: prevent it to store and send them yourself.
 *
 * @slot start - Before the field.
 * @slot end - Between the field and the button.
 *
 * @csspart base - The row.
 * @csspart field - The box around the text field.
 * @csspart textarea - The text field.
 * @csspart attach - The attachment button.
 * @csspart emoji-button - The button that opens the emoji picker.
 * @csspart voice-button - The button that starts a recording.
 * @csspart quote - The quote of the message being answered.
 * @csspart quote__close - The button that cancels the quote.
 * @csspart selection - The bar shown while messages are selected.
 * @csspart mentions - The list of members to mention.
 * @csspart mention - A member in the list; also `mention--active`.
 * @csspart attachments - The attached files.
 * @csspart attachment - An attached file; also `attachment--refused`.
 * @csspart attachment__image - Its picture.
 * @csspart attachment__remove - The button that removes it.
 * @csspart counter - The number of characters left.
 * @csspart send - The button.
 *
 * @cssproperty [--openim-composer-max-lines=6] - Maximum number of lines before the field scrolls.
 * @cssproperty [--openim-composer-radius=21px] - Corner radius of the field.
 * @cssproperty [--openim-font-size-message=14.5px] - Size of the text; at least 16px on touch screens.
 */
export class OpenIMComposer extends FormField {
  static override styles = [sharedStyles, sendButtonStyles, composerStyles];
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override readonly needsProvider = true;

  readonly #timelines = new TimelineController(this);
  readonly #draft = new DraftKeeper(this);
  readonly #tools = new ToolBox(this, {
    localizer: () => this.localizer,
    field: () => this.field,
    pickFiles: () => this.filePicker?.click(),
  });
  readonly #intake = new FileIntake(this, {
    isOpen: () => !this.noAttachments && this.#isOpen,
    focus: () => this.#focusField(),
  });
  #timeline: Timeline | undefined;
  /** clientMsgID of the quoted message at the last render. */
  #quotedID: string | undefined;

  @query('textarea') private field!: HTMLTextAreaElement | null;
  @query('input[type="file"]') private filePicker!: HTMLInputElement | null;

  /** ID of the conversation; defaults to that of the surrounding chat, or to the one selected in the list. */
  @property({ attribute: 'conversation-id' }) conversationID = '';

  /** Maximum number of characters in a message. Longer texts can be written but not sent. */
  @property({ type: Number }) maxlength = MAX_CONTENT_LENGTH;

  /** Maximum file size in bytes; set it to the gateway's limit. */
  @property({ type: Number, attribute: 'max-file-bytes' }) maxFileBytes = DEFAULT_MAX_FILE_BYTES;

  /** Disables attachments. */
  @property({ type: Boolean, attribute: 'no-attachments' }) noAttachments = false;

  /** Disables voice messages. */
  @property({ type: Boolean, attribute: 'no-voice' }) noVoice = false;

  /** Disables emoji and stickers. */
  @property({ type: Boolean, attribute: 'no-emoji' }) noEmoji = false;

  /** Where files can be dropped; defaults to the composer, and within a chat to the chat. */
  @property({ attribute: false }) dropArea: HTMLElement = this;

  /** Placeholder of the field; defaults to the conversation's name. */
  @property() placeholder = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    // An update may still be pending when a chat removes its composer.
    this.#intake.watch(this.isConnected ? this.dropArea : undefined);
    const former = this.#timeline;
    this.#timeline = this.#timelines.follow(this.scope);
    if (former && former !== this.#timeline) {
      this.value = '';
      this.#intake.clear();
      this.#tools.reset();
    }
    this.#draft.restore(this.#timeline);
    this.#takeEdited();
    if (changed.size > 0 || this.hasUpdated) this.validate();
  }

  #chatState(): ChatState | undefined {
    return chatStateOf(this.activeSession, this.#timeline?.conversationID);
  }

  /** The message that the next text answers, unless it was recalled meanwhile. */
  #quoted(): TimelineMessage | undefined {
    const quoted = this.#chatState()?.quoted.value;
    const isNotice = ({ message }: TimelineMessage) => revokedIDOf(message) === quoted?.message.clientMsgID;
    return quoted && this.#timeline?.messages.value.some(isNotice) ? undefined : quoted;
  }

  /** Appends a message's text that the user wants to edit and send again to the text in the field. */
  #takeEdited(): void {
    const state = this.#chatState();
    const edited = state?.edited.value;
    if (!state || edited === undefined) return;
    this.value = this.value.trim() === '' ? edited : `${this.value}\n${edited}`;
    this.#draft.keep();
    // Deferred, because the render that is running reads this signal.
    queueMicrotask(() => {
      state.edited.value = undefined;
      this.#focusField();
    });
  }

  /** Attaches the files that could not be sent; recordings also where the user attaches none. */
  #takeUnsent(): void {
    const unsent = this.#chatState()?.unsent;
    if (!unsent?.value.length || !this.#isOpen) return;
    // Deferred, because the render that is running reads this signal.
    queueMicrotask(() => {
      this.#intake.takeBack(unsent.peek());
      unsent.value = [];
    });
  }

  protected validate(): void {
    const { text } = this.localizer;
    const excess = this.#excess();
    this.report(
      { tooLong: excess > 0, valueMissing: this.required && outgoingText(this.value) === '' },
      excess > 0 ? text.tooLong(excess) : text.writeMessage,
      this.field ?? undefined,
    );
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#fit();
    const quotedID = this.#quoted()?.message.clientMsgID;
    if (quotedID && quotedID !== this.#quotedID) this.#focusField();
    this.#quotedID = quotedID;
    this.#takeUnsent();
  }

  /** Grows the field with its text, in browsers without `field-sizing`. */
  #fit(): void {
    const { field } = this;
    if (!field || CSS.supports('field-sizing', 'content')) return;
    field.style.setProperty('block-size', 'auto');
    field.style.setProperty('block-size', `${String(field.scrollHeight)}px`);
  }

  #excess(): number {
    return outgoingText(this.value).length - this.maxlength;
  }

  /** Whether the user cannot write. */
  get #isOff(): boolean {
    return !this.#timeline || this.isDisabled;
  }

  /** Whether the user can write in the text field, which is shown, and next to which files are listed. */
  get #isOpen(): boolean {
    return !this.#isOff && this.field !== null;
  }

  #focusField(): void {
    this.field?.focus({ preventScroll: true });
  }

  #canSend(): boolean {
    if (this.#isOff || this.#excess() > 0) return false;
    return outgoingText(this.value) !== '' || this.#intake.files(this.maxFileBytes).length > 0;
  }

  readonly #handleInput = (): void => {
    if (!this.field) return;
    this.value = this.field.value;
    this.#draft.keep();
    if (this.value.trim() !== '') this.#timeline?.notifyTyping();
    this.#tools.followMentions(this.field, this.#timeline, this.activeSession?.userID);
  };

  /** Attaches files, as choosing, pasting or dropping them does. */
  attach(files: Iterable<File>): void {
    this.#intake.add(files);
  }

  readonly #handleTool = (event: Event): void => {
    const button = event.currentTarget as HTMLElement;
    if (this.#timeline) this.#tools.toggle(button.dataset['tool'] as Tool, button, this.#timeline.conversationID);
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (isComposing(event) || (this.field && this.#tools.mentions?.handleKey(event, this.field))) return;
    const state = this.#chatState();
    if (event.key === 'Escape' && state && this.#quoted()) {
      event.preventDefault();
      state.quoted.value = undefined;
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.send();
  };

  readonly #handleSend = (): void => {
    this.send();
    this.#focusField();
  };

  /** Sends the attached files and the text, as Enter does. Files that are too large stay. */
  send(): void {
    const timeline = this.#timeline;
    if (!timeline || !this.#canSend()) return;
    const { conversationID } = timeline;
    this.#draft.leave();
    const files = this.#intake.files(this.maxFileBytes);
    if (files.length > 0) {
      this.request('openim-upload-request', { conversationID, files });
      this.#intake.remove(files);
    }
    const text = outgoingText(this.value);
    const quoted = this.#chatState()?.quoted;
    const quotedID = this.#quoted()?.message.clientMsgID;
    const mentions = this.#tools.mentions?.namedIn(text) ?? [];
    const rich = { ...(quotedID ? { quotedID } : {}), ...(mentions.length > 0 ? { mentions } : {}) };
    if (text === '' || !this.request('openim-send-request', { conversationID, text, ...rich })) return;
    this.value = '';
    // One that is sent is dropped by the request, which needs it.
    if (quoted && !quotedID) quoted.value = undefined;
    this.#tools.mentions?.clear();
  }

  /** Focuses the text field. */
  override focus(options?: FocusOptions): void {
    if (this.field) this.field.focus(options);
    else super.focus(options);
  }

  protected override render(): TemplateResult {
    const bar = this.#barContext();
    const selection = bar?.state.selection.value;
    if (bar && selection) {
      const bars = composerParts.bars.value;
      this.adopt(bars?.barsStyles);
      return html`${bars?.selectionBarTemplate(selection, bar)}${this.#tools.overlay}`;
    }
    return html`<div part="base" class="base">
      ${this.#quoteTemplate(bar)} ${this.#mentionsTemplate()}
      <div class="row">
        <slot name="start"></slot>
        ${this.#tools.isRecording ? this.#tools.overlay : this.#rowTemplate()}
      </div>
      ${this.#tools.isRecording ? nothing : this.#tools.overlay}
    </div>`;
  }

  #rowTemplate(): TemplateResult {
    const { text } = this.localizer;
    const name = shownName(this.#timeline?.conversation.value?.showName);
    const label = name ? text.messageTo(name) : text.writeMessage;
    const activeID = this.#tools.mentions?.activeID;
    const excess = this.#excess();
    const counter = counterTemplate(excess, this.maxlength, this.localizer);
    return html`${this.noAttachments ? nothing : attachTemplate(this.#buttons(), this.#intake.handlePicked)}
      <div part="field" class="field ${this.#intake.isDropTarget ? 'field--drop' : ''}">
        ${this.#attachmentsTemplate()}
        <div class="input">
          <textarea
            part="textarea"
            rows="1"
            dir="auto"
            autocomplete="off"
            enterkeyhint="send"
            aria-label=${label}
            aria-describedby=${counter === nothing ? nothing : 'counter'}
            aria-invalid=${excess > 0 ? 'true' : 'false'}
            aria-controls=${ifDefined(activeID && 'mentions')}
            aria-activedescendant=${ifDefined(activeID)}
            placeholder=${this.placeholder || (isOpposed(name, this.localizer) ? text.writeMessage : label)}
            ?disabled=${this.#isOff}
            .value=${this.value}
            @input=${this.#handleInput}
            @keydown=${this.#handleKeydown}
            @paste=${this.#intake.handlePaste}
          ></textarea>
          ${this.noVoice || this.value !== '' ? nothing : toolTemplate('voice', this.#buttons())}
          ${this.noEmoji ? nothing : toolTemplate('emoji', this.#buttons())}
        </div>
        ${counter}
      </div>
      <slot name="end"></slot>
      <button
        part="send"
        class="send"
        type="button"
        aria-label=${text.send}
        title=${text.send}
        ?disabled=${!this.#canSend()}
        @click=${this.#handleSend}
      >
        ${icon('send')}
      </button>`;
  }

  #buttons(): ButtonContext {
    return { localizer: this.localizer, isOff: this.#isOff, onClick: this.#handleTool };
  }

  #barContext(): BarContext | undefined {
    const [timeline, session, state] = [this.#timeline, this.activeSession, this.#chatState()];
    if (!timeline || !session || !state) return undefined;
    const showOverlay = (overlay: TemplateResult | undefined) => this.#tools.show(overlay);
    return { host: this, session, timeline, state, localizer: this.localizer, showOverlay };
  }

  #quoteTemplate(bar: BarContext | undefined): unknown {
    const quoted = this.#quoted();
    if (!bar || !quoted) return nothing;
    const bars = composerParts.bars.value;
    this.adopt(bars?.barsStyles);
    return bars?.quoteBarTemplate(quoted, bar);
  }

  // Reading the `value` of a part fetches the part: do so only once there is something to show.

  #mentionsTemplate(): unknown {
    const { mentions } = this.#tools;
    if (!mentions) return nothing;
    this.adopt(composerParts.mentions.value?.mentionsStyles);
    return mentions.template(this.field, this.localizer);
  }

  #attachmentsTemplate(): unknown {
    if (this.#intake.isEmpty) return nothing;
    this.adopt(composerParts.attachments.value?.attachmentsStyles);
    return this.#intake.template(this.localizer, this.maxFileBytes);
  }
}
