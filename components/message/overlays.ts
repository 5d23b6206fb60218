/** Overlays that open from a message: pictures, merged messages, the forward dialog. Each is fetched on first use. */
import { html, type TemplateResult } from 'lit';
import {
  ContentType,
  type Conversation,
  type MessageItem,
  type Session,
  type TimelineMessage,
} from '../../src/index.js';
import { laterElements } from '../internal/later-elements.js';
import { Lazy } from '../internal/lazy.js';
import type { MediaOrigins } from '../internal/links.js';
import type { Localizer } from '../internal/localizer.js';
import type { LightboxPicture } from '../lightbox/lightbox.component.js';
import { isBare } from './message-content.js';

const pictureReader = new Lazy(() => import('../lightbox/lightbox-picture.js'));

/** Returns a picture at full size, or the messages in a merged message. */
export function contentOverlay(
  message: TimelineMessage,
  session: Session | undefined,
  localizer: Localizer,
  origins: MediaOrigins,
  onDone: () => void,
): Promise<TemplateResult> {
  return isBare(message.message)
    ? lightboxOverlay(message, session, localizer, origins, onDone)
    : mergedOverlay(message.message, localizer, onDone);
}

/** Returns a lightbox with the conversation's pictures that shows this one. */
async function lightboxOverlay(
  { conversationID, message }: TimelineMessage,
  session: Session | undefined,
  localizer: Localizer,
  origins: MediaOrigins,
  onDone: () => void,
): Promise<TemplateResult> {
  const [{ lightboxPicture }] = await Promise.all([pictureReader.load(), laterElements.lightbox.load()]);
  const read = (shown: Readonly<MessageItem>): LightboxPicture | undefined => {
    if (shown.contentType !== ContentType.Picture) return undefined;
    const sender = shown.sendID === session?.userID ? localizer.text.you : shown.senderNickname;
    return lightboxPicture(shown, sender, origins);
  };
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

/** Returns a box with the messages in a merged message. */
async function mergedOverlay(
  { mergeElem }: Readonly<MessageItem>,
  { text }: Localizer,
  onDone: () => void,
): Promise<TemplateResult> {
  await laterElements.mergedViewer.load();
  return html`<openim-merged-viewer
    name=${mergeElem.title || text.chatHistory}
    .messages=${mergeElem.multiMessage ?? []}
    .onDone=${onDone}
  ></openim-merged-viewer>`;
}

/** Returns a dialog to choose the conversations to forward to. */
export async function forwardOverlay(
  onDone: (chosen: readonly Conversation[] | undefined) => void,
): Promise<TemplateResult> {
  await laterElements.forwardDialog.load();
  return html`<openim-forward-dialog .onDone=${onDone}></openim-forward-dialog>`;
}
