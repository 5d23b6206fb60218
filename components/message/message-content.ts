/**
 * The content of a bubble, depending on the message's type. Content is whatever the sender's client wrote, so every part of it
 * is a text binding, every URL is checked, and a polite line replaces what cannot be shown. Texts are rendered here; the code
 * for other types is fetched with the first message that needs it, and room is reserved until then.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { ContentType, SENDABLE_TYPES, type MessageItem } from '../../src/index.js';
import { Lazy } from '../internal/lazy.js';
import { linkedText } from '../internal/links.js';
import { advancedTextOf, mentionedText, messageSummary, type TextPiece } from '../internal/message-summary.js';
import { shownName } from '../internal/shown-name.js';
import { contentBox } from './content-box.js';
import type { ContentContext } from './content-context.js';
import { renderRegistered } from './renderer-registry.js';

/** The code that renders everything but texts. */
export const richContent = new Lazy(() => import('./rich-content.js'));

/** Returns the content of a message. Never throws. */
export function messageContent(message: Readonly<MessageItem>, context: ContentContext): unknown {
  try {
    const { viewerID, outgoing, localizer } = context;
    return (
      renderRegistered(message, { viewerID, outgoing, locale: localizer.locale }) ?? contentOf(message, context)
    );
  } catch {
    return unsupported(context);
  }
}

function contentOf(message: Readonly<MessageItem>, context: ContentContext): TemplateResult {
  switch (message.contentType) {
    case ContentType.Text:
      return textTemplate(message.content);
    case ContentType.At:
      return html`${quoteTemplate(message.atElem.quoteMessage, context)}${mentionTemplate(message, context)}`;
    case ContentType.AdvancedText:
      return textTemplate(advancedTextOf(message.content) || context.localizer.text.unsupported);
    case ContentType.Quote:
      return html`${quoteTemplate(message.quoteElem.quoteMessage, context, true)}
      ${textTemplate(message.quoteElem.text)}`;
    default:
      if (!isRich(message)) return unsupported(context);
      return richContent.value?.richTemplate(message, context) ?? placeholder(message, context);
  }
}

/** The types that are rendered here. */
const TEXT_TYPES: ReadonlySet<number> = new Set<number>([
  ContentType.Text,
  ContentType.At,
  ContentType.Quote,
  ContentType.AdvancedText,
]);

/** Whether the code that renders a message is fetched later. */
export function isRich({ contentType }: Readonly<MessageItem>): boolean {
  return SENDABLE_TYPES.has(contentType) && !TEXT_TYPES.has(contentType);
}

/** Whether a message needs no bubble around it: pictures, videos and stickers. */
export function isBare({ contentType }: Readonly<MessageItem>): boolean {
  return (
    contentType === ContentType.Picture || contentType === ContentType.Video || contentType === ContentType.Face
  );
}

/** Reserves the room of content whose code is being fetched, with a description for when that fails. */
function placeholder(message: Readonly<MessageItem>, { localizer, viewerID }: ContentContext): TemplateResult {
  const { width, height } = contentBox(message);
  return html`<span class="room">
    <svg
      class="image-room"
      width=${width}
      height=${height}
      viewBox="0 0 ${width} ${height}"
      aria-hidden="true"
    ></svg>
    <span class="room__words detail">${messageSummary(message, localizer, viewerID)}</span>
  </span>`;
}

function unsupported({ localizer }: ContentContext): TemplateResult {
  return html`<span part="unsupported" class="unsupported">${localizer.text.unsupported}</span>`;
}

/** An emoji: a flag, or a pictograph with its modifiers and joined pictographs. */
const EMOJI =
  /\p{Regional_Indicator}{2}|\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)*/gu;
const MAX_LARGE_EMOJI = 3;
const MAX_LARGE_LENGTH = 40;

/** Whether a text is a few emoji and nothing else, and so is shown large. */
function isLargeEmoji(text: string): boolean {
  if (text.length > MAX_LARGE_LENGTH || text.replaceAll(EMOJI, '').trim() !== '') return false;
  const count = text.match(EMOJI)?.length ?? 0;
  return count > 0 && count <= MAX_LARGE_EMOJI;
}

function textTemplate(text: string): TemplateResult {
  // prettier-ignore -- white space in the template would be shown
  return html`<span part="text" class="text ${isLargeEmoji(text) ? 'text--large' : ''}" dir="auto"
    >${linkedText(text)}</span
  >`;
}

function mentionTemplate(message: Readonly<MessageItem>, { viewerID }: ContentContext): TemplateResult {
  // prettier-ignore -- white space in the template would be shown
  return html`<span part="text" class="text" dir="auto"
    >${mentionedText(message.atElem).map((piece) => pieceTemplate(piece, viewerID))}</span
  >`;
}

function pieceTemplate({ text, userID }: TextPiece, viewerID: string | undefined): unknown {
  if (userID === undefined) return linkedText(text);
  const modifier = userID === viewerID ? 'mention--me' : '';
  return html`<span part="mention ${modifier}" class="mention ${modifier}"><bdi>${text}</bdi></span>`;
}

/** Renders the message that is being answered; pressing it goes there. */
function quoteTemplate(
  quoted: Readonly<MessageItem> | null | undefined,
  context: ContentContext,
  isExpected = false,
): TemplateResult | typeof nothing {
  const { localizer, viewerID } = context;
  if (!quoted) {
    return isExpected
      ? html`<blockquote part="quote" class="quote" dir="auto">${localizer.text.originalGone}</blockquote>`
      : nothing;
  }
  const author = quoted.sendID === viewerID ? localizer.text.you : shownName(quoted.senderNickname);
  const summary = messageSummary(quoted, localizer, viewerID);
  return html`<blockquote part="quote" class="quote" dir="auto">
    <button class="quote__button" type="button" @click=${() => context.onJump(quoted.clientMsgID)}>
      ${author ? localizer.text.said(author, '') : nothing}<bdi>${summary}</bdi>
    </button>
  </blockquote>`;
}
