/** What the message list renders besides messages. */
import { html, nothing, type TemplateResult } from 'lit';
import type { OlderState, Timeline, TimelineMessage } from '../../src/index.js';
import { avatarTemplate } from '../internal/avatar-template.js';
import { icon } from '../internal/icons.js';
import type { Localizer } from '../internal/localizer.js';
import { messageSummary } from '../internal/message-summary.js';
import { noticeTemplate } from '../internal/notice.js';
import { isNoticeMessage } from '../internal/notice-text.js';
import { shownName } from '../internal/shown-name.js';
import type { Catalog } from '../locales/index.js';
import { EDGE_CLASS } from './row-heights.js';
import { skeletonTemplate } from './skeleton.js';

/** Renders what the list shows instead of messages when there are none. */
export function emptyTemplate(timeline: Timeline, { text }: Localizer): TemplateResult {
  const state = timeline.state.value;
  if (state.kind === 'loading') return skeletonTemplate(text.loading);
  if (state.kind === 'failed') {
    return noticeTemplate({
      icon: 'alert',
      title: text.messagesFailed,
      isAlert: true,
      action: { label: text.tryAgain, run: () => void timeline.reload() },
    });
  }
  return noticeTemplate({ icon: 'chat', title: text.noMessages, hint: text.noMessagesHint });
}

/** Renders the state of loading at an end of the list; nothing if nothing is being loaded. */
export function edgeTemplate(
  state: OlderState,
  text: Catalog,
  onRetry: () => void,
): TemplateResult | typeof nothing {
  switch (state) {
    case 'loading':
      return html`<div class="older ${EDGE_CLASS}" role="status">
        <span class="spinner" aria-hidden="true"></span><span>${text.loading}</span>
      </div>`;
    case 'failed':
      return html`<div class="older ${EDGE_CLASS}">
        <span>${text.messagesFailed}</span>
        <button class="text-button" type="button" @click=${onRetry}>${text.tryAgain}</button>
      </div>`;
    case 'none':
    case 'available':
      return nothing;
  }
}

export function typingTemplate(timeline: Timeline): TemplateResult | typeof nothing {
  if (!timeline.peerTyping.value) return nothing;
  const conversation = timeline.conversation.value;
  return html`<div part="typing" class="typing ${EDGE_CLASS}">
    ${avatarTemplate(conversation, conversation?.showName)}
    <openim-typing-indicator active conversation-id=${timeline.conversationID}></openim-typing-indicator>
  </div>`;
}

/** Renders the button that goes to the newest message, with the number of new messages. */
export function pillTemplate(count: number, { text }: Localizer, onClick: () => void): TemplateResult {
  const look = count > 0 ? 'pill--new' : '';
  return html`<button
    part="pill ${look}"
    class="pill ${look}"
    type="button"
    aria-label=${count > 0 ? nothing : text.jumpToNewest}
    title=${text.jumpToNewest}
    @click=${onClick}
  >
    ${count > 0 ? html`<span>${text.countNew(count)}</span>` : nothing}${icon('down')}
  </button>`;
}

/** Renders the button that goes up to the first unread message. */
export function unreadPillTemplate(count: number, { text }: Localizer, onClick: () => void): TemplateResult {
  return html`<button part="unread-pill" class="pill pill--unread" type="button" @click=${onClick}>
    ${icon('down', 'icon--up')}<span>${text.newMessages(count)}</span>
  </button>`;
}

/** Returns the label of a message's row for screen readers. */
export function rowLabel({ outgoing, message }: TimelineMessage, localizer: Localizer): string {
  const author = outgoing ? localizer.text.you : shownName(message.senderNickname);
  return [author || localizer.text.somebody, localizer.time(message.sendTime)].join(', ');
}

/** Returns what screen readers announce when a message arrives. */
export function sentenceOf({ message }: TimelineMessage, localizer: Localizer, viewerID = ''): string {
  const { text } = localizer;
  const summary = messageSummary(message, localizer, viewerID);
  return isNoticeMessage(message) ? summary : text.said(shownName(message.senderNickname, text.somebody), summary);
}
