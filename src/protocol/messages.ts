/**
 * The structure of messages. Both the gateway and the client's cache store `contentType` and `content`, and derive the
 * element members from them whenever a message is read (domain rules 4.2 and 4.3).
 */
import { AT_ALL_TAG, ContentType, FIRST_NOTIFICATION_TYPE, MessageFrom, MessageStatus } from './constants.js';
import type {
  AtElem,
  AttachedInfoElem,
  MessageElements,
  MessageEntity,
  MessageItem,
  OfflinePush,
  Picture,
} from './message-entities.js';
import type { RevokeInfo } from './extra-entities.js';
import { isRecord, parseJsonObject, textMember } from './json.js';

const blankPicture = (): Picture => ({ uuid: '', type: '', size: 0, width: 0, height: 0, url: '' });

export const blankOfflinePush = (): OfflinePush => ({
  title: '',
  desc: '',
  ex: '',
  iOSPushSound: '',
  iOSBadgeCount: false,
});

export const blankAttachedInfo = (): AttachedInfoElem => ({
  groupHasReadInfo: { hasReadUserIDList: null, hasReadCount: 0, groupMemberCount: 0 },
  hasReadTime: 0,
});

/** Returns all elements with zero values. A message has them all; only the one that matches its type is filled. */
export function blankElements(): MessageElements {
  return {
    pictureElem: {
      sourcePath: '',
      sourcePicture: blankPicture(),
      bigPicture: blankPicture(),
      snapshotPicture: blankPicture(),
    },
    soundElem: { uuid: '', soundPath: '', sourceUrl: '', dataSize: 0, duration: 0 },
    videoElem: {
      videoPath: '',
      videoUUID: '',
      videoUrl: '',
      videoType: '',
      videoSize: 0,
      duration: 0,
      snapshotPath: '',
      snapshotUUID: '',
      snapshotSize: 0,
      snapshotUrl: '',
      snapshotWidth: 0,
      snapshotHeight: 0,
    },
    fileElem: { filePath: '', uuid: '', sourceUrl: '', fileName: '', fileSize: 0 },
    mergeElem: { title: '', abstractList: null, multiMessage: null },
    atElem: { text: '', atUserList: null, isAtSelf: false },
    faceElem: { index: 0, data: '' },
    locationElem: { description: '', longitude: 0, latitude: 0 },
    customElem: { data: '', description: '', extension: '' },
    quoteElem: { text: '', quoteMessage: null },
    messageEntityElem: { text: '', messageEntityList: null },
    notificationElem: { detail: '', defaultTips: '' },
  };
}

/** Returns a message with every member at its zero value. */
export function blankMessage(): MessageItem {
  return {
    clientMsgID: '',
    serverMsgID: '',
    createTime: 0,
    sendTime: 0,
    sessionType: 0,
    sendID: '',
    recvID: '',
    msgFrom: MessageFrom.User,
    contentType: ContentType.Text,
    platformID: 0,
    senderNickname: '',
    senderFaceUrl: '',
    groupID: '',
    content: '',
    seq: 0,
    isRead: false,
    status: MessageStatus.Sending,
    offlinePush: blankOfflinePush(),
    attachedInfo: '',
    ex: '',
    ...blankElements(),
    attachedInfoElem: blankAttachedInfo(),
  };
}

const ELEMENT_OF_TYPE: Readonly<Record<number, keyof MessageElements>> = {
  [ContentType.Picture]: 'pictureElem',
  [ContentType.Sound]: 'soundElem',
  [ContentType.Video]: 'videoElem',
  [ContentType.File]: 'fileElem',
  [ContentType.At]: 'atElem',
  [ContentType.Merger]: 'mergeElem',
  [ContentType.Location]: 'locationElem',
  [ContentType.Custom]: 'customElem',
  [ContentType.CustomWithoutConversation]: 'customElem',
  [ContentType.CustomOnlineOnly]: 'customElem',
  [ContentType.Quote]: 'quoteElem',
  [ContentType.Face]: 'faceElem',
  [ContentType.AdvancedText]: 'messageEntityElem',
};

/** Returns the element that a contentType fills, or undefined if messages of that type have only `content`. */
export function elementOfType(contentType: number): keyof MessageElements | undefined {
  return ELEMENT_OF_TYPE[contentType] ?? (isNotification(contentType) ? 'notificationElem' : undefined);
}

/** Whether messages of this contentType are notifications from the system. */
export function isNotification(contentType: number): boolean {
  return contentType >= FIRST_NOTIFICATION_TYPE;
}

/** Whether a received message of this type counts as unread and becomes the latest message in the conversation list. */
export function countsAsUnread(contentType: number): boolean {
  return isNotification(contentType) || SENDABLE_TYPES.has(contentType)
    ? contentType !== ContentType.CustomWithoutConversation && contentType !== ContentType.CustomOnlineOnly
    : false;
}

/** contentTypes a client may send (domain rules 4.4). */
export const SENDABLE_TYPES: ReadonlySet<number> = new Set<number>([
  ContentType.Text,
  ContentType.Picture,
  ContentType.Sound,
  ContentType.Video,
  ContentType.File,
  ContentType.At,
  ContentType.Merger,
  ContentType.Card,
  ContentType.Location,
  ContentType.Custom,
  ContentType.Quote,
  ContentType.Face,
  ContentType.AdvancedText,
  ContentType.CustomWithoutConversation,
  ContentType.CustomOnlineOnly,
]);

/**
 * Derives the elements of a message from its `content`, for one viewer. If `content` does not have the form its type
 * requires, the elements keep their zero values: a broken message is shown empty, never dropped.
 */
export function elementsOfContent(contentType: number, content: string, viewerID: string): MessageElements {
  const elements = blankElements();
  const name = elementOfType(contentType);
  const value = name && parseJsonObject(content);
  if (!name || !value) return elements;
  if (name === 'notificationElem') {
    elements.notificationElem = { detail: text(value['jsonDetail']), defaultTips: text(value['defaultTips']) };
    return elements;
  }
  adopt(elements[name], value, MAX_NESTED_MESSAGES);
  if (name === 'atElem') elements.atElem.isAtSelf = isMentioned(elements.atElem, viewerID);
  return elements;
}

/** Returns a message with other content, as `viewerID` sees it. */
export function withContent<Message extends MessageItem>(
  message: Message,
  content: Pick<MessageItem, 'contentType' | 'content'>,
  viewerID: string,
): Message {
  return { ...message, ...content, ...elementsOfContent(content.contentType, content.content, viewerID) };
}

/** Whether a message mentions the user, either by ID or by mentioning everybody. */
export function isMentioned({ atUserList }: AtElem, userID: string): boolean {
  return atUserList !== null && (atUserList.includes(userID) || atUserList.includes(AT_ALL_TAG));
}

/** Returns the `content` for an element: the JSON text of its members. The inverse of {@link elementsOfContent}. */
export function contentOfElement(element: MessageElements[keyof MessageElements]): string {
  return JSON.stringify(element);
}

/** Returns the members of a message that has this element: the element and its `content`. */
export function withElement<Name extends keyof MessageElements>(
  name: Name,
  element: MessageElements[Name],
): Partial<MessageItem> {
  return { [name]: element, content: contentOfElement(element) };
}

/** What replaces a revoked message where it is quoted: the same members as in the notice of the revocation. */
export type RevokedQuote = Pick<MessageItem, 'clientMsgID' | 'contentType' | 'content'>;

/** The replacement after revokeMessage (111). It only names the message, which its sender alone can have revoked. */
export function revokedQuote(clientMsgID: string): RevokedQuote {
  return { clientMsgID, contentType: ContentType.RevokeNotice, content: clientMsgID };
}

/** The replacement after newRevokeMessage (118). */
export function advancedRevokedQuote(info: RevokeInfo): RevokedQuote {
  const { clientMsgID } = info;
  return { clientMsgID, contentType: ContentType.AdvancedRevokeNotice, content: JSON.stringify(info) };
}

/** Returns the clientMsgID of the message that a notice reports as revoked; undefined for any other message. */
export function revokedIDOf({
  contentType,
  content,
}: Pick<MessageItem, 'contentType' | 'content'>): string | undefined {
  if (contentType === ContentType.RevokeNotice) return content;
  return contentType === ContentType.AdvancedRevokeNotice ? textMember(content, 'clientMsgID') : undefined;
}

/** Returns the clientMsgID of the message that this content quotes; undefined if it quotes none. */
export function quotedIDOf(contentType: number, content: string): string | undefined {
  const name = elementOfType(contentType);
  if (name !== 'quoteElem' && name !== 'atElem') return undefined;
  return elementsOfContent(contentType, content, '')[name].quoteMessage?.clientMsgID;
}

/**
 * Returns the new `content` of a message that quotes a revoked one: the quote says that the message was revoked instead
 * of showing its text. Returns undefined if the message does not quote the revoked one, or already has the new content.
 */
export function contentWithoutQuoted(
  contentType: number,
  content: string,
  revoked: RevokedQuote,
): string | undefined {
  const name = elementOfType(contentType);
  if (name !== 'quoteElem' && name !== 'atElem') return undefined;
  const element = elementsOfContent(contentType, content, '')[name];
  const { quoteMessage } = element;
  if (quoteMessage?.clientMsgID !== revoked.clientMsgID) return undefined;
  if (quoteMessage.contentType === revoked.contentType && quoteMessage.content === revoked.content)
    return undefined;
  return contentOfElement({
    ...element,
    // isAtSelf is computed for each viewer; content is stored for all of them and keeps the sender's value.
    ...(name === 'atElem' ? { isAtSelf: false } : {}),
    quoteMessage: withContent(quoteMessage, revoked, ''),
  });
}

/** Parses `attachedInfo`; members that are missing in it have zero values. */
export function attachedInfoOf(attachedInfo: string): AttachedInfoElem {
  const elem = blankAttachedInfo();
  const value = parseJsonObject(attachedInfo);
  if (value) adopt(elem, value, 0);
  return elem;
}

/**
 * Makes a complete message from parsed JSON of unknown origin: in the result and in messages embedded in it, every member
 * is present and has the right type; missing and mistyped ones have their zero value. Returns undefined if `value` is
 * not an object with a numeric contentType.
 */
export function completeMessage(value: unknown): MessageItem | undefined {
  return completeNested(value, MAX_NESTED_MESSAGES);
}

/** How many levels of messages embedded in messages are read; deeper ones are dropped. */
const MAX_NESTED_MESSAGES = 8;

function completeNested(value: unknown, depth: number): MessageItem | undefined {
  if (depth === 0 || !isRecord(value) || typeof value['contentType'] !== 'number') return undefined;
  const message = blankMessage();
  adopt(message, value, depth - 1);
  if (typeof value['sourceMessageSendTime'] === 'number')
    message.sourceMessageSendTime = value['sourceMessageSendTime'];
  return message;
}

/**
 * Copies those members of `source` that `target` also has, if the types agree. All other members of the sender's JSON
 * are ignored, `__proto__` included. For members that are null in `target`, {@link nullable} converts the value.
 */
function adopt(target: object, source: Record<string, unknown>, depth: number): void {
  const members = target as Record<string, unknown>;
  for (const [member, current] of Object.entries(members)) {
    if (!Object.hasOwn(source, member)) continue;
    const given = source[member];
    if (current === null) {
      members[member] = nullable(member, given, depth);
      for (const companion of COMPANIONS[member] ?? []) {
        if (Object.hasOwn(source, companion)) members[companion] = nullable(companion, source[companion], depth);
      }
    } else if (isRecord(current)) {
      if (isRecord(given)) adopt(current, given, depth);
    } else if (typeof given === typeof current) {
      members[member] = given;
    }
  }
}

/** Optional members of elements, present only if the sender gave them, by a member that the element always has. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  atUserList: ['atUsersInfo', 'quoteMessage'],
  quoteMessage: ['messageEntityList'],
};

function nullable(member: string, given: unknown, depth: number): unknown {
  if (member === 'quoteMessage') return completeNested(given, depth) ?? null;
  if (!Array.isArray(given)) return null;
  switch (member) {
    case 'multiMessage':
      return given.map((item) => completeNested(item, depth)).filter((item) => item !== undefined);
    case 'messageEntityList':
      return given.filter(isRecord).map(messageEntity);
    case 'atUsersInfo':
      return given
        .filter(isRecord)
        .map(({ atUserID, groupNickname }) => ({ atUserID: text(atUserID), groupNickname: text(groupNickname) }));
    default:
      return given.filter((item) => typeof item === 'string');
  }
}

function messageEntity({ type, offset, length, url, info }: Record<string, unknown>): MessageEntity {
  return {
    type: text(type),
    offset: wholeNumber(offset),
    length: wholeNumber(length),
    ...(typeof url === 'string' ? { url } : {}),
    ...(typeof info === 'string' ? { info } : {}),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function wholeNumber(value: unknown): number {
  return Number.isSafeInteger(value) ? (value as number) : 0;
}
