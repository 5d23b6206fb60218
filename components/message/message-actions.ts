/** What can be done with a message, and why one was not sent. */
import { ContentType, ErrorCode, MessageStatus, type TimelineMessage } from '../../src/index.js';
import { advancedTextOf } from '../internal/message-summary.js';
import { isNoticeMessage } from '../internal/notice-text.js';
import type { Catalog } from '../locales/index.js';
import type { MenuItem } from '../menu/menu.component.js';

export type MessageAction = 'copy' | 'retry' | 'recall' | 'delete';

/** The actions of a message, in the order of its menu. */
export function messageActions(message: TimelineMessage, text: Catalog): (MenuItem & { id: MessageAction })[] {
  if (isNoticeMessage(message.message)) return [];
  const { delivery, outgoing } = message;
  const items: (MenuItem & { id: MessageAction })[] = [];
  if (copyableText(message) && canCopy()) items.push({ id: 'copy', label: text.copy, icon: 'copy' });
  if (outgoing && delivery.kind === 'failed') items.push({ id: 'retry', label: text.retry, icon: 'retry' });
  if (canRecall(message)) items.push({ id: 'recall', label: text.recall, icon: 'recall' });
  // What is just being sent is neither here nor there.
  if (delivery.kind !== 'sending')
    items.push({ id: 'delete', label: text.delete, icon: 'trash', isDangerous: true });
  return items;
}

/** One's own, and known to the server. */
function canRecall({ outgoing, delivery, message }: TimelineMessage): boolean {
  return outgoing && delivery.kind === 'sent' && message.status === MessageStatus.Sent;
}

/** Clipboards exist in secure pages only. */
function canCopy(): boolean {
  return (navigator as Partial<Navigator>).clipboard !== undefined;
}

/** The text of a message as it is copied, `''` when it has none. */
export function copyableText({ message }: TimelineMessage): string {
  switch (message.contentType) {
    case ContentType.Text:
      return message.content;
    case ContentType.At:
      return message.atElem.text;
    case ContentType.Quote:
      return message.quoteElem.text;
    case ContentType.AdvancedText:
      return advancedTextOf(message.content);
    default:
      return '';
  }
}

/** Why a message was not sent, in words. */
export function failureWords(errCode: number, text: Catalog): string {
  const reasons: Readonly<Record<number, string>> = {
    [ErrorCode.MessageRefused]: text.failedRefused,
    [ErrorCode.NotInGroup]: text.failedNotInGroup,
    [ErrorCode.MemberMuted]: text.failedMuted,
    [ErrorCode.GroupMuted]: text.failedGroupMuted,
    [ErrorCode.ReceiverOrUploadFailed]: text.failedNoReceiver,
    [ErrorCode.Blacklisted]: text.failedBlocked,
    [ErrorCode.NotFriend]: text.failedNotFriend,
    [ErrorCode.BadArguments]: text.failedTooLarge,
    [ErrorCode.RateLimited]: text.failedTooFast,
  };
  return reasons[errCode] ?? text.failed;
}
