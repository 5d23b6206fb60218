/** Messages and what belongs to them, under the seed's names (protocol 7); entities.ts has the other data. */
import type { MessageStatus, SessionType } from './constants.js';

export type Picture = { uuid: string; type: string; size: number; width: number; height: number; url: string };

export type PictureElem = {
  sourcePath: string;
  sourcePicture: Picture;
  bigPicture: Picture;
  snapshotPicture: Picture;
};

export type SoundElem = {
  uuid: string;
  soundPath: string;
  sourceUrl: string;
  /** Bytes. */
  dataSize: number;
  /** Seconds. */
  duration: number;
};

export type VideoElem = {
  videoPath: string;
  videoUUID: string;
  videoUrl: string;
  videoType: string;
  /** Bytes. */
  videoSize: number;
  /** Seconds. */
  duration: number;
  snapshotPath: string;
  snapshotUUID: string;
  /** Bytes. */
  snapshotSize: number;
  snapshotUrl: string;
  snapshotWidth: number;
  snapshotHeight: number;
};

export type FileElem = {
  filePath: string;
  uuid: string;
  sourceUrl: string;
  fileName: string;
  /** Bytes. */
  fileSize: number;
};

export type MergeElem = { title: string; abstractList: string[] | null; multiMessage: MessageItem[] | null };

export type AtElem = {
  text: string;
  atUserList: string[] | null;
  /** Whether the viewer is mentioned, by name or as part of everybody; computed for each viewer. */
  isAtSelf: boolean;
  /** The group nicknames of those mentioned, if the sender provided them. */
  atUsersInfo?: AtUsersInfoItem[] | null;
  /** The quoted message, if the sender provided one. */
  quoteMessage?: MessageItem | null;
};

export type AtUsersInfoItem = { atUserID: string; groupNickname: string };

export type FaceElem = { index: number; data: string };

export type LocationElem = { description: string; longitude: number; latitude: number };

export type CustomElem = { data: string; description: string; extension: string };

export type QuoteElem = {
  text: string;
  quoteMessage: MessageItem | null;
  /** Formatting of `text`, if the sender provided it. */
  messageEntityList?: MessageEntity[] | null;
};

/** A formatted range of a text, in UTF-16 units. The values of `type` are defined by the application. */
export type MessageEntity = { type: string; offset: number; length: number; url?: string; info?: string };

export type MessageEntityElem = { text: string; messageEntityList: MessageEntity[] | null };

export type NotificationElem = {
  /** JSON text whose members depend on the contentType. */
  detail: string;
  /** A short English sentence, for clients that do not support the type. */
  defaultTips: string;
};

export type OfflinePush = {
  title: string;
  desc: string;
  ex: string;
  iOSPushSound: string;
  iOSBadgeCount: boolean;
};

export type AttachedInfoElem = {
  groupHasReadInfo: { hasReadUserIDList: string[] | null; hasReadCount: number; groupMemberCount: number };
  /** When the peer read the message, Unix time in milliseconds; 0 if they have not. */
  hasReadTime: number;
};

/** The element members of a message; the one that matches the contentType is filled. */
export type MessageElements = {
  pictureElem: PictureElem;
  soundElem: SoundElem;
  videoElem: VideoElem;
  fileElem: FileElem;
  mergeElem: MergeElem;
  atElem: AtElem;
  faceElem: FaceElem;
  locationElem: LocationElem;
  customElem: CustomElem;
  quoteElem: QuoteElem;
  messageEntityElem: MessageEntityElem;
  notificationElem: NotificationElem;
};

export type MessageItem = MessageElements & {
  /** Chosen by the sender, 32 hex digits: identifies the message everywhere. */
  clientMsgID: string;
  serverMsgID: string;
  /** Unix time in milliseconds, by the sender's clock. */
  createTime: number;
  /** Unix time in milliseconds, by the gateway's clock, strictly increasing within a conversation. */
  sendTime: number;
  sessionType: SessionType | 0;
  sendID: string;
  /** The receiver of a single message; in group messages, the viewer. */
  recvID: string;
  msgFrom: number;
  /** See ContentType and NotificationType; a number, because newer servers have more. */
  contentType: number;
  platformID: number;
  senderNickname: string;
  senderFaceUrl: string;
  groupID: string;
  /** The raw text, or JSON of the element. */
  content: string;
  /** Position in the owner's inbox, 0 if not assigned. */
  seq: number;
  isRead: boolean;
  status: MessageStatus;
  offlinePush: OfflinePush;
  attachedInfo: string;
  ex: string;
  attachedInfoElem: AttachedInfoElem;
  /**
   * Added by our gateway to revoke notices (111): sendTime of the revoked message, so that the notice can take its
   * place. Absent in other messages and from other gateways.
   */
  sourceMessageSendTime?: number;
};

/** Who read which messages, in OnRecvC2CReadReceipt and OnRecvGroupReadReceipt. */
export type ReadReceiptItem = {
  /** The reader. `uid` is the same, under the name that 2.0 clients use. */
  userID: string;
  uid: string;
  /** `''` for single chats. */
  groupID: string;
  msgIDList: string[];
  /** Unix time in milliseconds. */
  readTime: number;
  msgFrom: number;
  /** 112 in single chats, 116 in groups. */
  contentType: number;
  sessionType: SessionType;
};

/** Upload or send progress of one message, 0–100. */
export type ProgressItem = { progress: number; clientMsgID: string };
