/** The actions in a message's menu, and what they do. Fetched with the first menu. */
import '../menu/menu.js';

import { html, type TemplateResult } from 'lit';
import {
  ContentType,
  GroupStatus,
  MessageStatus,
  OpenIMError,
  type Conversation,
  type MessageItem,
  type Session,
  type TimelineMessage,
} from '../../src/index.js';
import { standingOf } from '../chat/standing.js';
import { deepActiveElement } from '../internal/deep-active-element.js';
import { request } from '../internal/events.js';
import { safeURL } from '../internal/links.js';
import type { Localizer } from '../internal/localizer.js';
import { writtenText } from '../internal/message-summary.js';
import { isNoticeMessage } from '../internal/notice-text.js';
import { shownName } from '../internal/shown-name.js';
import { messageWords } from '../locales/message/index.js';
import type { MenuAnchor, MenuItem } from '../menu/menu.component.js';
import { forwardOverlay } from './overlays.js';

export { contentOverlay } from './overlays.js';
export { selectionStyles, selectMarkTemplate } from './selection.js';

export type MessageAction =
  'copy' | 'reply' | 'edit' | 'forward' | 'select' | 'save' | 'retry' | 'recall' | 'delete';

/** Maximum number of readers of a message that are named. */
const MAX_READERS = 20;

type ActionItem = MenuItem & { readonly id: MessageAction };

type MenuContext = { readonly localizer: Localizer; readonly session: Session | undefined };

/** Returns the menu of a message; undefined if there are no actions for it. */
export function menuTemplate(
  message: TimelineMessage,
  context: MenuContext,
  anchor: MenuAnchor,
  onDone: (action: MessageAction | undefined) => void,
): TemplateResult | undefined {
  const items = messageActions(message, context);
  const { localizer, session } = context;
  if (items.length === 0) return undefined;
  return html`<openim-menu
    .items=${items}
    .anchor=${anchor}
    .onDone=${onDone}
    .notes=${messageNotes(message, localizer)}
    .laterNotes=${message.outgoing && session ? readerNames(message, session, localizer) : undefined}
    label=${localizer.text.messageActions}
  ></openim-menu>`;
}

/** Returns the actions for a message, in the order of its menu. */
function messageActions(message: TimelineMessage, { localizer, session }: MenuContext): ActionItem[] {
  if (isNoticeMessage(message.message)) return [];
  const { text } = localizer;
  const words = messageWords(localizer);
  const { delivery, outgoing } = message;
  const isSent = delivery.kind === 'sent' && message.message.status === MessageStatus.Sent;
  const timeline = session?.openTimeline(message.conversationID);
  const isMember = !timeline?.conversation.peek()?.isNotInGroup;
  const isDismissed = timeline?.group.peek()?.status === GroupStatus.Dismissed;
  const standing = session && timeline && standingOf(session, timeline, localizer, Date.now());
  timeline?.release();
  const mayWrite = isMember && !isDismissed && !standing?.isClosed;
  const items: (ActionItem | false)[] = [
    isSent && mayWrite && { id: 'reply', label: words.reply, icon: 'reply' },
    writtenText(message.message) !== '' && { id: 'copy', label: words.copy, icon: 'copy' },
    mayWrite && isEditable(message) && { id: 'edit', label: words.edit, icon: 'edit' },
    isSent && { id: 'forward', label: words.forward, icon: 'forward' },
    isSent && fileURL(message.message) !== undefined && { id: 'save', label: words.save, icon: 'download' },
    isSent && { id: 'select', label: words.select, icon: 'select' },
    outgoing && delivery.kind === 'failed' && { id: 'retry', label: text.retry, icon: 'retry' },
    outgoing && isSent && isMember && { id: 'recall', label: words.recall, icon: 'recall' },
    // While a message is being sent, it is unknown whether it has arrived, so it cannot be deleted.
    delivery.kind !== 'sending' && {
      id: 'delete',
      label: text.delete,
      icon: 'trash',
      isDangerous: true,
      ...(isSent && { question: words.deleteQuestion }),
    },
  ];
  return items.filter((item) => item !== false);
}

/** Actions that are no more than a request for the message. */
const REQUESTS = {
  reply: 'openim-quote-request',
  edit: 'openim-edit-request',
  retry: 'openim-retry-request',
  recall: 'openim-revoke-request',
} as const;

/**
 * Carries out the action that was chosen in a message's menu.
 * @param show shows an overlay above the page
 * @param close removes the overlay
 */
export async function carryOut(
  action: MessageAction,
  { conversationID, delivery, outgoing, message }: TimelineMessage,
  host: HTMLElement,
  show: (overlay: TemplateResult) => void,
  close: () => void,
): Promise<void> {
  const { clientMsgID } = message;
  const ref = { conversationID, clientMsgID };
  switch (action) {
    case 'copy':
      await copyText(writtenText(message));
      break;
    case 'save':
      saveFile(message);
      break;
    case 'forward': {
      const onDone = (chosen: readonly Conversation[] = []): void => {
        close();
        const targetIDs = chosen.map((conversation) => conversation.conversationID);
        if (targetIDs.length > 0)
          request(host, 'openim-forward-request', { conversationID, clientMsgIDs: [clientMsgID], targetIDs });
      };
      show(await forwardOverlay(onDone));
      break;
    }
    case 'select':
      request(host, 'openim-message-select-request', { ...ref, isSelected: true });
      break;
    case 'delete':
      request(
        host,
        outgoing && delivery.kind !== 'sent' ? 'openim-discard-request' : 'openim-delete-request',
        ref,
      );
      break;
    default:
      request(host, REQUESTS[action], ref);
  }
}

/** Whether a message is a text of the user that is not sent yet, and can therefore be edited. */
function isEditable({ outgoing, delivery, message }: TimelineMessage): boolean {
  return (
    outgoing &&
    (delivery.kind === 'queued' || delivery.kind === 'failed') &&
    message.contentType === ContentType.Text
  );
}

/** Returns when a message was sent, and when or by how many people it was read. */
function messageNotes({ outgoing, delivery, message }: TimelineMessage, localizer: Localizer): string[] {
  if (delivery.kind !== 'sent') return [];
  const words = messageWords(localizer);
  const notes = [words.sentAt(localizer.dayAndTime(message.sendTime))];
  if (!outgoing) return notes;
  const { hasReadTime, groupHasReadInfo } = message.attachedInfoElem;
  if (message.groupID) {
    const { hasReadCount, groupMemberCount } = groupHasReadInfo;
    // The sender is a member too. Members who have left since then may have read the message.
    const others = groupMemberCount - 1;
    if (hasReadCount > 0)
      notes.push(others >= hasReadCount ? words.readByOf(hasReadCount, others) : words.readBy(hasReadCount));
  } else if (message.isRead) {
    notes.push(hasReadTime > 0 ? words.readAt(localizer.dayAndTime(hasReadTime)) : localizer.text.read);
  } else {
    notes.push(words.notRead);
  }
  return notes;
}

/** Returns the names of the group members who have read a message; none if they cannot be loaded. */
async function readerNames(
  { conversationID, message }: TimelineMessage,
  session: Session,
  { locale }: Localizer,
): Promise<string[]> {
  const readerIDs = message.attachedInfoElem.groupHasReadInfo.hasReadUserIDList ?? [];
  if (readerIDs.length === 0) return [];
  const timeline = session.openTimeline(conversationID);
  try {
    const members = await timeline.loadMembers();
    const nicknames = new Map(members.map(({ userID, nickname }) => [userID, nickname]));
    const names = readerIDs.slice(0, MAX_READERS).map((userID) => shownName(nicknames.get(userID), userID));
    const rest = readerIDs.length > MAX_READERS ? '…' : '';
    return [new Intl.ListFormat(locale, { type: 'unit' }).format(names) + rest];
  } catch (error) {
    if (!(error instanceof OpenIMError)) throw error;
    return [];
  } finally {
    timeline.release();
  }
}

async function copyText(text: string): Promise<void> {
  const { clipboard } = navigator as Partial<Navigator>;
  if (clipboard) {
    await clipboard.writeText(text);
    return;
  }
  // Pages that are not secure have no clipboard, but can copy what is selected.
  const focused = deepActiveElement();
  const field = document.createElement('textarea');
  field.value = text;
  // Otherwise touch screens would show the keyboard.
  field.readOnly = true;
  document.body.append(field);
  field.focus({ preventScroll: true });
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is nothing else on such pages
  document.execCommand('copy');
  field.remove();
  focused?.focus({ preventScroll: true });
}

/** Returns the URL of a message's file. */
export function fileURL(message: Readonly<MessageItem>): string | undefined {
  switch (message.contentType) {
    case ContentType.Picture:
      return safeURL(message.pictureElem.sourcePicture.url);
    case ContentType.Video:
      return safeURL(message.videoElem.videoUrl);
    case ContentType.File:
      return safeURL(message.fileElem.sourceUrl);
    default:
      return undefined;
  }
}

/** Saves a message's file if the browser lets pages do so; otherwise opens it in another tab. */
export function saveFile(message: Readonly<MessageItem>): void {
  const url = fileURL(message);
  if (!url) return;
  const link = document.createElement('a');
  link.href = url;
  link.download = message.contentType === ContentType.File ? shownName(message.fileElem.fileName) : '';
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.click();
}
