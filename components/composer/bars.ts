/** The quote above the text field, and the selection bar that replaces the field. Fetched on first use. */
import '../menu/menu.js';

import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Session, Timeline, TimelineMessage } from '../../src/index.js';
import type { ChatState } from '../internal/chat-state.js';
import { request } from '../internal/events.js';
import { icon, type IconName } from '../internal/more-icons.js';
import { laterElements } from '../internal/later-elements.js';
import type { Localizer } from '../internal/localizer.js';
import { messageSummary } from '../internal/message-summary.js';
import { isNoticeMessage } from '../internal/notice-text.js';
import { shownName } from '../internal/shown-name.js';
import { usePart } from '../internal/use-part.js';
import { composerWords } from '../locales/composer/index.js';
import { forwardWords } from '../locales/forward-dialog/index.js';

export { barsStyles } from './bars.styles.js';

export type BarContext = {
  readonly host: HTMLElement & Pick<ReactiveControllerHost, 'updateComplete'>;
  readonly session: Session;
  readonly timeline: Timeline;
  readonly state: ChatState;
  readonly localizer: Localizer;
  /** Shows an overlay above the page; undefined removes it. */
  readonly showOverlay: (overlay: TemplateResult | undefined) => void;
};

/** Renders the message being answered, with a button that cancels the answer. */
export function quoteBarTemplate(
  quoted: TimelineMessage,
  { host, session, state, localizer }: BarContext,
): TemplateResult {
  const words = composerWords(localizer);
  const { text } = localizer;
  const author = quoted.outgoing ? text.youObject : shownName(quoted.message.senderNickname, text.somebody);
  return html`<div part="quote" class="quote-bar">
    <span class="quote-bar__sign" aria-hidden="true">${icon('reply')}</span>
    <span class="quote-bar__words" role="status">
      <span class="quote-bar__who" dir="auto">${words.answering(author)}</span>
      <span class="quote-bar__what" dir="auto">${messageSummary(quoted.message, localizer, session.userID)}</span>
    </span>
    <button
      part="quote__close"
      class="icon-button"
      type="button"
      aria-label=${words.stopAnswering}
      @click=${(event: UIEvent) => {
        state.quoted.value = undefined;
        goOn(host, event);
      }}
    >
      ${icon('close')}
    </button>
  </div>`;
}

/** Renders how many messages are selected, and the actions for them. */
export function selectionBarTemplate(selection: ReadonlySet<string>, context: BarContext): TemplateResult {
  const { host, timeline, localizer, state } = context;
  const words = forwardWords(localizer);
  // Neither messages that were recalled meanwhile, nor those that are far from what is loaded now.
  const messages = timeline.messages.value.filter(
    ({ message }) => selection.has(message.clientMsgID) && !isNoticeMessage(message),
  );
  const action = (name: IconName, label: string, act: (event: Event) => void, look = '') =>
    html`<button
      class="selection__action ${look}"
      type="button"
      title=${label}
      ?disabled=${messages.length === 0}
      @click=${act}
    >
      ${icon(name)}<span>${label}</span>
    </button>`;
  const done = (event: UIEvent) => {
    // Escape would also close what is around the chat.
    event.preventDefault();
    state.selection.value = undefined;
    goOn(host, event);
  };
  return html`<div
    part="selection"
    class="selection"
    role="toolbar"
    aria-label=${words.selected(messages.length)}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Escape') done(event);
    }}
  >
    <button class="icon-button" type="button" aria-label=${localizer.text.cancel} @click=${done}>
      ${icon('close')}
    </button>
    <span class="selection__count" role="status">${words.selected(messages.length)}</span>
    ${action('history', words.forwardMerged, () => forward(messages, context, true))}
    ${action('forward', words.forwardSingly, () => forward(messages, context, false))}
    ${action(
      'trash',
      localizer.text.delete,
      (event) => askToDelete(event.currentTarget as Element, messages, context),
      'selection__action--danger',
    )}
  </div>`;
}

/**
 * Focuses the text field if the bar was closed with the keyboard. After a tap, focusing it would open the on-screen keyboard.
 * After an action, and for users who cannot write, the focus goes to the messages.
 */
function goOn(host: BarContext['host'], event?: UIEvent): void {
  // `detail` is the number of clicks, which is 0 when a key triggers the click.
  if (event?.detail) return;
  const messages = (host.getRootNode() as ParentNode).querySelector('openim-message-list');
  void host.updateComplete.then(() => {
    if (event && host.isConnected) host.focus();
    else messages?.focus();
  });
}

function forward(messages: readonly TimelineMessage[], context: BarContext, isMerged: boolean): void {
  const { host, timeline, state, showOverlay } = context;
  const { conversationID } = timeline;
  const done = (chosen: readonly { conversationID: string }[] | undefined): void => {
    showOverlay(undefined);
    if (!chosen || chosen.length === 0) return;
    request(host, 'openim-forward-request', {
      conversationID,
      clientMsgIDs: messages.map(({ message }) => message.clientMsgID),
      targetIDs: chosen.map((target) => target.conversationID),
      ...(isMerged ? { merged: mergedWords(messages, context) } : {}),
    });
    state.selection.value = undefined;
    goOn(host);
  };
  void usePart(host, laterElements.forwardDialog, () => {
    showOverlay(html`<openim-forward-dialog .onDone=${done}></openim-forward-dialog>`);
  });
}

/** Returns the title of the merged message, and a line for each message in it. */
function mergedWords(
  messages: readonly TimelineMessage[],
  { session, timeline, localizer }: BarContext,
): { title: string; summaries: string[] } {
  const conversation = timeline.conversation.peek();
  const own = shownName(session.self.peek()?.nickname, localizer.text.you);
  const name = shownName(conversation?.showName);
  return {
    title: conversation?.groupID ? name : forwardWords(localizer).mergedTitle(own, name),
    summaries: messages.map(({ message }) =>
      // The merged message is read by somebody else, so no sender is called “you”.
      localizer.text.said(shownName(message.senderNickname), messageSummary(message, localizer, undefined)),
    ),
  };
}

function askToDelete(anchor: Element, messages: readonly TimelineMessage[], context: BarContext): void {
  const { host, timeline, state, localizer, showOverlay } = context;
  const { conversationID } = timeline;
  const words = forwardWords(localizer);
  const label = words.deleteQuestion(messages.length);
  showOverlay(
    html`<openim-menu
      label=${label}
      .anchor=${anchor}
      .notes=${[label]}
      .items=${[
        { id: 'delete', label: localizer.text.delete, icon: 'trash', isDangerous: true },
        { id: 'cancel', label: localizer.text.cancel, icon: 'close' },
      ]}
      .onDone=${(id: string | undefined) => {
        showOverlay(undefined);
        if (id !== 'delete') return;
        for (const { message } of messages)
          request(host, 'openim-delete-request', { conversationID, clientMsgID: message.clientMsgID });
        state.selection.value = undefined;
        goOn(host);
      }}
    ></openim-menu>`,
  );
}
