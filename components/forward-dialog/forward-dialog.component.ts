import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Conversation } from '../../src/index.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { formStyles } from '../internal/people/form.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { forwardWords } from '../locales/forward-dialog/index.js';
import { forwardDialogStyles } from './forward-dialog.styles.js';

/**
 * A modal list of conversations, open while it is in the page: select several to forward to, or one whose card to
 * share. Escape closes. Part of other elements; not yet meant for direct use.
 *
 * @tagname openim-forward-dialog
 * @summary Selects conversations.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-dialog
 * @dependency openim-people-picker
 *
 * @csspart base - The box.
 * @csspart submit - The confirm button.
 */
export class OpenIMForwardDialog extends OpenIMElement {
  static override styles = [sharedStyles, formStyles, forwardDialogStyles];
  static override readonly needsProvider = true;

  /** IDs of the selected conversations. */
  @state() private chosen: ReadonlySet<string> = new Set();

  /** The purpose: forwarding messages or sharing a card. */
  @property() purpose: 'forward' | 'share' = 'forward';

  /** Called with the selection; undefined if it was closed without one. */
  @property({ attribute: false }) onDone: ((chosen: readonly Conversation[] | undefined) => void) | undefined;

  readonly #handleClose = (): void => this.onDone?.(undefined);

  readonly #handleChange = (chosen: ReadonlySet<string>): void => {
    // Of one contact, the card that was selected last is shared.
    this.chosen = this.purpose === 'share' ? new Set([...chosen].slice(-1)) : chosen;
  };

  readonly #handleSubmit = (): void => {
    const conversations = this.activeSession?.conversations.peek() ?? [];
    this.onDone?.(conversations.filter(({ conversationID }) => this.chosen.has(conversationID)));
  };

  protected override render(): TemplateResult {
    const words = forwardWords(this.localizer);
    const isForward = this.purpose === 'forward';
    const conversations = (this.activeSession?.conversations.value ?? [])
      .filter(({ isNotInGroup }) => !isNotInGroup)
      .map((conversation) => ({
        ...conversation,
        id: conversation.conversationID,
        name: shownName(conversation.showName),
      }));
    return html`<openim-dialog
      part="base"
      heading=${isForward ? words.forwardTo : words.shareCard}
      tall
      .onClose=${this.#handleClose}
    >
      <openim-people-picker
        .people=${conversations}
        .chosen=${this.chosen}
        .onChange=${this.#handleChange}
      ></openim-people-picker>
      <footer slot="footer" class="footer">
        <span class="count" role="status"
          >${this.chosen.size > 0 && isForward ? words.chosen(this.chosen.size) : ''}</span
        >
        <button
          part="submit"
          class="button"
          type="button"
          ?disabled=${this.chosen.size === 0}
          @click=${this.#handleSubmit}
        >
          ${isForward ? words.forward : words.share}
        </button>
      </footer>
    </openim-dialog>`;
  }
}
