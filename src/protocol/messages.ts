/**
 * What a message is made of. The stored truth is `contentType` and `content`; the element members are derived from it
 * whenever a message is shown (domain rules 4.2 and 4.3), on the gateway and in the client's cache alike.
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
} from './entities.js';
import type { RevokeInfo } from './extra-entities.js';
import { isRecord, parseJsonObject } from './json.js';

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

/** All elements with their zero values, as every message carries those that do not fit its type. */
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

/** A message with every member at its zero value. */
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

/** The element a contentType fills, or undefined where `content` alone says it all. */
export function elementOfType(contentType: number): keyof MessageElements | undefined {
  return ELEMENT_OF_TYPE[contentType] ?? (isNotification(contentType) ? 'notificationElem' : undefined);
}

/** Whether the contentType is a notification of the system. */
export function isNotification(contentType: number): boolean {
  return contentType >= FIRST_NOTIFICATION_TYPE;
}

/** Whether a message of this type, once received, counts as unread and changes what a conversation list shows. */
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
 * The elements behind `content`, for one viewer. Content that is not what its type promises gives zero values: a broken
 * message is shown as such, never dropped.
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

/** Whether a message mentions the user, by name or as one of all. */
export function isMentioned({ atUserList }: AtElem, userID: string): boolean {
  return atUserList !== null && (atUserList.includes(userID) || atUserList.includes(AT_ALL_TAG));
}

/** `content` for an element: JSON of exactly its members. The inverse of {@link elementsOfContent}. */
export function contentOfElement(element: MessageElements[keyof MessageElements]): string {
  return JSON.stringify(element);
}

/** What stands for a message that was taken back, inside of quotes too: as its notice has it. */
export type RevokedQuote = Pick<MessageItem, 'clientMsgID' | 'contentType' | 'content'>;

/** After revokeMessage (111): the notice says which message, and its sender is who took it back. */
export function revokedQuote(clientMsgID: string): RevokedQuote {
  return { clientMsgID, contentType: ContentType.RevokeNotice, content: clientMsgID };
}

/** After newRevokeMessage (118). */
export function advancedRevokedQuote(info: RevokeInfo): RevokedQuote {
  const { clientMsgID } = info;
  return { clientMsgID, contentType: ContentType.AdvancedRevokeNotice, content: JSON.stringify(info) };
}

/** The clientMsgID of the message that this content quotes, if any. */
export function quotedIDOf(contentType: number, content: string): string | undefined {
  const name = elementOfType(contentType);
  if (name !== 'quoteElem' && name !== 'atElem') return undefined;
  return elementsOfContent(contentType, content, '')[name].quoteMessage?.clientMsgID;
}

/**
 * `content` of a message that quotes one which was taken back: the quote says that it was, and no longer what it said.
 * Undefined when the message does not quote it, or says so already.
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
    // Who is mentioned is worked out for each viewer; the content stays as its sender made it.
    ...(name === 'atElem' ? { isAtSelf: false } : {}),
    quoteMessage: {
      ...quoteMessage,
      ...blankElements(),
      ...revoked,
    },
  });
}

/** What `attachedInfo` says, zero values where it says nothing. */
export function attachedInfoOf(attachedInfo: string): AttachedInfoElem {
  const elem = blankAttachedInfo();
  const value = parseJsonObject(attachedInfo);
  if (value) adopt(elem, value, 0);
  return elem;
}

/**
 * A message from parsed JSON of unknown origin: every member present and of its type, embedded messages included;
 * what does not fit is left at its zero value. Undefined when there is no contentType to speak of.
 */
export function completeMessage(value: unknown): MessageItem | undefined {
  return completeNested(value, MAX_NESTED_MESSAGES);
}

/** How deep merged messages may hold merged messages before the rest is cut off. */
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
 * Copies the members of `source` that `target` has too, where the types agree. What the sender's JSON holds beyond
 * that, `__proto__` included, is left behind. A member that is null in `target` may hold what {@link nullable} says.
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

/** Members an element has only where its sender gave them, by the member of the same element that is always there. */
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
