/** What opens over the page from a message: pictures, merged messages, where to forward to. Each fetched on first use. */
import { html, type TemplateResult } from 'lit';
import {
  ContentType,
  type Conversation,
  type MessageItem,
  type Session,
  type TimelineMessage,
} from '../../src/index.js';
import { isAllowedMedia, safeURL, type MediaOrigins } from '../internal/links.js';
import type { Localizer } from '../internal/localizer.js';
import type { LightboxPicture } from '../lightbox/lightbox.component.js';

/** The conversation's pictures, this one shown. */
export async function lightboxOverlay(
  { conversationID, message }: TimelineMessage,
  session: Session | undefined,
  localizer: Localizer,
  origins: MediaOrigins,
  onDone: () => void,
): Promise<TemplateResult> {
  await import('../lightbox/lightbox.js');
  const read = (shown: Readonly<MessageItem>) => pictureOf(shown, session, localizer, origins);
  const pictures = picturesOf(session, conversationID, read);
  const own = read(message);
  const isAmong = pictures.some(({ id }) => id === message.clientMsgID);
  return html`<openim-lightbox
    .pictures=${isAmong || !own ? pictures : [own]}
    current=${message.clientMsgID}
    .onDone=${onDone}
  ></openim-lightbox>`;
}

function picturesOf(
  session: Session | undefined,
  conversationID: string,
  read: (message: Readonly<MessageItem>) => LightboxPicture | undefined,
): LightboxPicture[] {
  if (!session || !conversationID) return [];
  const timeline = session.openTimeline(conversationID);
  const pictures = timeline.messages.peek().flatMap(({ message }) => read(message) ?? []);
  timeline.release();
  return pictures;
}

function pictureOf(
  message: Readonly<MessageItem>,
  session: Session | undefined,
  { text }: Localizer,
  origins: MediaOrigins,
): LightboxPicture | undefined {
  if (message.contentType !== ContentType.Picture) return undefined;
  const { sourcePicture, bigPicture, snapshotPicture } = message.pictureElem;
  const src = [sourcePicture, bigPicture, snapshotPicture]
    .map(({ url }) => safeURL(url))
    .find((url) => url && isAllowedMedia(url, origins));
  if (!src) return undefined;
  const sender = message.sendID === session?.userID ? text.you : message.senderNickname;
  return { id: message.clientMsgID, src, sender, sentMs: message.sendTime };
}

/** The messages in a merged one. */
export async function mergedOverlay(
  { mergeElem }: Readonly<MessageItem>,
  { text }: Localizer,
  onDone: () => void,
): Promise<TemplateResult> {
  await import('../merged-viewer/merged-viewer.js');
  return html`<openim-merged-viewer
    name=${mergeElem.title || text.chatHistory}
    .messages=${mergeElem.multiMessage ?? []}
    .onDone=${onDone}
  ></openim-merged-viewer>`;
}

/** Where to forward to. */
export async function forwardOverlay(
  onDone: (chosen: readonly Conversation[] | undefined) => void,
): Promise<TemplateResult> {
  await import('../forward-dialog/forward-dialog.js');
  return html`<openim-forward-dialog .onDone=${onDone}></openim-forward-dialog>`;
}
