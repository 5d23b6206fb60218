import { html, nothing, type TemplateResult } from 'lit';
import { GroupAtType, OptType, type Conversation } from '../../src/index.js';
import { avatarTemplate } from '../internal/avatar-template.js';
import { badgeText } from '../internal/badge-text.js';
import { icon } from '../internal/icons.js';
import type { Localizer } from '../internal/localizer.js';
import { inOneLine, messageSummary } from '../internal/message-summary.js';
import { isNoticeMessage } from '../internal/notice-text.js';
import { shownName, withoutTurns } from '../internal/shown-name.js';

export type ConversationRow = {
  readonly conversation: Conversation;
  readonly localizer: Localizer;
  readonly viewerID: string | undefined;
  readonly isActive: boolean;
  /** Whether it is the Tab stop of the list. */
  readonly isCurrent: boolean;
  readonly isTyping: boolean;
  /** Whether its menu is open. */
  readonly hasMenu: boolean;
  /** The row's position and the number of rows; undefined if all rows are rendered. */
  readonly place: number | undefined;
  readonly count: number | undefined;
};

export function conversationRow(row: ConversationRow): TemplateResult {
  const { conversation, localizer, isActive, isCurrent, hasMenu } = row;
  const { unreadCount, isPinned } = conversation;
  const isMuted = conversation.recvMsgOpt !== OptType.Normal;
  const names = [
    'item',
    isActive && 'item--active',
    isPinned && 'item--pinned',
    isMuted && 'item--muted',
    unreadCount > 0 && 'item--unread',
    hasMenu && 'item--menu',
  ]
    .filter(Boolean)
    .join(' ');
  const preview = previewOf(row);
  // Names in a notice must not determine its direction.
  const isNotice = preview.kind === 'notice';
  return html`<div
    part=${names}
    class=${names}
    role="option"
    aria-selected=${isActive ? 'true' : 'false'}
    aria-posinset=${row.place ?? nothing}
    aria-setsize=${row.count ?? nothing}
    tabindex=${isCurrent ? '0' : '-1'}
    data-id=${conversation.conversationID}
  >
    ${avatarTemplate(conversation, conversation.showName, 'item__avatar')}
    <span class="item__words">
      <span class="item__line">
        <span part="item__name" class="item__name" dir="auto">${shownName(conversation.showName)}</span>
        <span class="visually-hidden">${spokenStates(row)}</span>
        ${isMuted ? icon(conversation.recvMsgOpt === OptType.Mute ? 'block' : 'muted', 'item__sign') : nothing}
        <span part="item__time" class="item__time">${timeOf(conversation, localizer)}</span>
      </span>
      <span class="item__line">
        <span class="item__preview-box">
          ${preview.kind === 'draft' ? html`<span class="item__draft">${localizer.text.draft}</span>` : nothing}
          ${deliverySign(row, preview)}
          <span
            part="item__preview"
            class="item__preview item__preview--${preview.kind}"
            dir=${isNotice ? nothing : 'auto'}
            >${preview.text}</span
          >
        </span>
        ${isPinned ? icon('pin', 'item__sign') : nothing} ${badge(conversation, isMuted)}
      </span>
    </span>
    <span class="item__more" aria-hidden="true">${icon('more')}</span>
  </div>`;
}

type Preview = {
  readonly kind: 'typing' | 'mention' | 'draft' | 'message' | 'notice' | 'none';
  readonly text: string;
};

function previewOf({ conversation, localizer, viewerID, isTyping, isActive }: ConversationRow): Preview {
  const { text } = localizer;
  if (isTyping) return { kind: 'typing', text: text.typing };
  // The draft of the open conversation is already visible in the composer; that of a former group could not be sent.
  if (conversation.draftText && !isActive && !conversation.isNotInGroup)
    return { kind: 'draft', text: inOneLine(withoutTurns(conversation.draftText)) };
  if (isMentioned(conversation)) return { kind: 'mention', text: text.mentioned };
  const { latestMessage } = conversation;
  if (!latestMessage) return { kind: 'none', text: '' };
  const summary = messageSummary(latestMessage, localizer, viewerID);
  if (isNoticeMessage(latestMessage)) return { kind: 'notice', text: summary };
  const needsAuthor = conversation.groupID !== '' && latestMessage.sendID !== viewerID;
  const author = shownName(latestMessage.senderNickname, text.somebody);
  return { kind: 'message', text: needsAuthor ? text.said(author, summary) : summary };
}

function isMentioned({ groupAtType, unreadCount }: Conversation): boolean {
  return unreadCount > 0 && groupAtType !== GroupAtType.None && groupAtType !== GroupAtType.GroupNotice;
}

/** Renders the delivery state of the newest message if the user has sent it. */
function deliverySign(
  { conversation, viewerID, localizer: { text } }: ConversationRow,
  preview: Preview,
): TemplateResult | typeof nothing {
  const { latestMessage, latestDelivery } = conversation;
  if (preview.kind !== 'message' || !latestMessage || latestMessage.sendID !== viewerID) return nothing;
  switch (latestDelivery?.kind) {
    case 'queued':
    case 'sending':
      return icon('clock', 'item__tick');
    case 'failed':
      return html`${icon('alert', 'item__tick item__tick--failed')}<span class="visually-hidden"
          >${text.failed}</span
        >`;
    case 'sent':
    case undefined:
      return latestMessage.isRead ? icon('checks', 'item__tick item__tick--read') : icon('check', 'item__tick');
  }
}

function badge(conversation: Conversation, isMuted: boolean): TemplateResult | typeof nothing {
  const { unreadCount } = conversation;
  if (unreadCount <= 0) return nothing;
  const mentioned = isMentioned(conversation);
  const names = `item__badge ${mentioned ? 'item__badge--mention' : isMuted ? 'item__badge--muted' : ''}`;
  return html`<span part=${names} class=${names} aria-hidden="true"
    >${mentioned ? '@' : badgeText(unreadCount)}</span
  >`;
}

function timeOf({ latestMsgSendTime, draftTextTime }: Conversation, localizer: Localizer): string {
  const ms = Math.max(latestMsgSendTime, draftTextTime);
  return ms > 0 ? localizer.shortTime(ms) : '';
}

/** Returns what the badge and the icons mean, for screen readers: a row is named by its contents. */
function spokenStates({ conversation, localizer: { text } }: ConversationRow): string {
  const { unreadCount, isPinned, recvMsgOpt } = conversation;
  const states = [
    unreadCount > 0 && text.unreadMessages(unreadCount),
    isMentioned(conversation) && text.mentioned,
    isPinned && text.pinned,
    recvMsgOpt !== OptType.Normal && text.muted,
  ];
  const spoken = states.filter(Boolean).join(', ');
  return spoken && `(${spoken})`;
}
