/** A message in one line: for the conversation list, quotes, announcements and labels. */
import { ContentType, parseJsonObject, textMember, type AtElem, type MessageItem } from '../../src/index.js';
import type { Localizer } from './localizer.js';
import { isNoticeMessage, noticeText } from './notice-text.js';
import { shownName, withoutTurns } from './shown-name.js';

/**
 * Returns a message in one line. Never throws: the content of a message is whatever its sender's client wrote.
 */
export function messageSummary(
  message: Readonly<MessageItem>,
  localizer: Localizer,
  viewerID: string | undefined,
): string {
  try {
    const summary = isNoticeMessage(message)
      ? noticeText(message, localizer, viewerID)
      : withoutTurns(summaryOf(message, localizer));
    return inOneLine(summary || localizer.text.unsupported);
  } catch {
    return localizer.text.unsupported;
  }
}

/** Puts the lines of a text side by side, each isolated: it keeps its own direction, and lines keep their order. */
export function inOneLine(text: string): string {
  return text
    .trim()
    .replaceAll(/\n\s*(.+)/g, ' \u2068$1\u2069')
    .replaceAll(/\s+/g, ' ');
}

function summaryOf(message: Readonly<MessageItem>, localizer: Localizer): string {
  const { text } = localizer;
  switch (message.contentType) {
    case ContentType.Picture:
      return kind(text.photo);
    case ContentType.Sound:
      return `${kind(text.voiceMessage)} ${localizer.duration(message.soundElem.duration)}`;
    case ContentType.Video:
      return `${kind(text.video)} ${localizer.duration(message.videoElem.duration)}`;
    case ContentType.File:
      return `${kind(text.file)} ${shownName(message.fileElem.fileName)}`;
    case ContentType.Merger:
      return `${kind(text.chatHistory)} ${shownName(message.mergeElem.title)}`;
    case ContentType.Card:
      return `${kind(text.contactCard)} ${shownName(cardOf(message.content).name)}`;
    case ContentType.Location:
      return `${kind(text.location)} ${message.locationElem.description}`;
    case ContentType.Face:
      return kind(text.sticker);
    case ContentType.Custom:
    case ContentType.CustomWithoutConversation:
    case ContentType.CustomOnlineOnly:
      return message.customElem.description || kind(text.customMessage);
    default:
      return writtenText(message);
  }
}

/** Returns the text of a message as its sender wrote it; `''` if it has none. */
export function writtenText(message: Readonly<MessageItem>): string {
  switch (message.contentType) {
    case ContentType.Text:
      return message.content;
    case ContentType.At:
      return mentionedText(message.atElem)
        .map(({ text }) => text)
        .join('');
    case ContentType.Quote:
      return message.quoteElem.text;
    case ContentType.AdvancedText:
      return advancedTextOf(message.content);
    default:
      return '';
  }
}

function kind(word: string): string {
  return `[${word}]`;
}

export type Card = {
  readonly name: string;
  readonly id: string;
  readonly faceURL: string;
  readonly isGroup: boolean;
};

/** Reads a card's JSON, whose members differ between apps. */
export function cardOf(content: string): Card {
  const value = parseJsonObject(content) ?? {};
  const pick = (...names: string[]): string => {
    for (const name of names) {
      const member = value[name];
      if (typeof member === 'string' && member) return member;
    }
    return '';
  };
  return {
    name: pick('nickname', 'groupName', 'name'),
    id: pick('userID', 'groupID', 'id'),
    faceURL: pick('faceURL', 'faceUrl', 'icon'),
    isGroup: pick('userID') === '' && pick('groupID') !== '',
  };
}

/** Returns the plain text of a rich text. */
export function advancedTextOf(content: string): string {
  return textMember(content, 'text') ?? '';
}

/** A piece of a text; `userID` is set if it mentions a user. */
export type TextPiece = { readonly text: string; readonly userID?: string };

/** Maximum number of mentioned names that are looked for in a text. */
const MAX_NAMES = 100;

/** Splits a text at the names in it. If the sender's client wrote an ID in place of a name, the name is shown. */
export function mentionedText({ text, atUserList, atUsersInfo }: Readonly<AtElem>): TextPiece[] {
  const named = new Map<string, { readonly userID: string; readonly label: string }>();
  for (const userID of atUserList?.slice(0, MAX_NAMES) ?? []) {
    const nickname = atUsersInfo?.find(({ atUserID }) => atUserID === userID)?.groupNickname;
    const label = `@${shownName(nickname, userID)}`;
    for (const token of [`@${userID}`, `@${nickname ?? ''}`, label])
      if (token !== '@') named.set(token, { userID, label });
  }
  if (named.size === 0) return [{ text }];
  // The longest names come first, so that @Ann does not match within @Anna.
  const tokens = [...named.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    `(${tokens.map((token) => token.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})`,
  );
  return text
    .split(pattern)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const name = named.get(piece);
      return name ? { text: name.label, userID: name.userID } : { text: piece };
    });
}
