/**
 * Support chats (docs/support.md): a visitor of a site talks with its agents in a group made for this visitor. Their
 * messages are ordinary ones. Events such as closing the chat are custom messages (contentType 110), so that they pass
 * through every client.
 */
import { ContentType } from './constants.js';
import type { GroupItem } from './entities.js';
import type { CustomElem, MessageItem } from './message-entities.js';
import { isRecord, parseJsonObject } from './json.js';
import type { CustomMsgParams } from './parameters.js';
import { visitorIDOfGroup } from './support-visitor.js';

/** Body of `POST /support/session`. A returning visitor keeps their name and email if the request has none. */
export type SupportSessionRequest = {
  /** The token from an earlier response; the visitor gets the same user, group and history again. */
  visitorToken?: string;
  name?: string;
  email?: string;
  /** Information about the visitor for the agents. Replaces all earlier attributes. */
  attributes?: VisitorAttributes;
};

/** `data` of the answer to `POST /support/session`. */
export type SupportSession = {
  userID: string;
  token: string;
  groupID: string;
  /** The secret that reopens this conversation: store it where only this visitor can read it. `''` for verified users. */
  visitorToken: string;
  /** When `token` expires, Unix time in seconds. */
  expiredTime: number;
  /** Whether an agent is online now. */
  available: boolean;
};

/** `data` of the answer to `GET /support/status`. */
export type SupportStatus = Pick<SupportSession, 'available'>;

/** Attributes by name: `page` and `referrer` are URLs, `locale` is a language tag; the site can define others. */
export type VisitorAttributes = { [name: string]: string | number | boolean };

export const MAX_VISITOR_ATTRIBUTES = 32;
export const MAX_VISITOR_ATTRIBUTE_NAME_LENGTH = 64;
export const MAX_VISITOR_ATTRIBUTE_LENGTH = 1024;
/** Length of all attributes together, as JSON text. */
export const MAX_VISITOR_ATTRIBUTES_LENGTH = 4096;
export const MAX_VISITOR_TOKEN_LENGTH = 128;

/** The visitor of a support chat, stored as JSON in the group's `ex`, which nobody outside the group can read. */
export type Visitor = {
  userID: string;
  /** Whether the site's own back end vouches for the userID. */
  isVerified: boolean;
  name: string;
  email: string;
  /** As reported by the visitor's browser, and therefore unverified. */
  attributes: VisitorAttributes;
};

/** Returns the visitor of a support chat's group; undefined for any other group. */
export function visitorOfGroup(group: Pick<GroupItem, 'ex'>): Visitor | undefined {
  const userID = visitorIDOfGroup(group);
  if (userID === undefined) return undefined;
  const { isVerified, name, email, attributes } = parseJsonObject(group.ex)?.['visitor'] as Record<
    string,
    unknown
  >;
  return {
    userID,
    isVerified: isVerified === true,
    name: typeof name === 'string' ? name : '',
    email: typeof email === 'string' ? email : '',
    attributes: attributesOf(attributes),
  };
}

/** Returns the `ex` of a support chat's group. */
export function groupExOfVisitor(visitor: Visitor): string {
  return JSON.stringify({ visitor });
}

function attributesOf(value: unknown): VisitorAttributes {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string | number | boolean] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number' || typeof entry[1] === 'boolean',
    ),
  );
}

/** An event of a support chat, sent as a custom message. */
export type SupportNote =
  /** An agent ended the conversation; the visitor's next message opens it again. */
  | { readonly kind: 'closed' }
  /** An agent reopened the conversation without writing a message. */
  | { readonly kind: 'reopened' }
  /** The visitor rated the conversation, with 1 to 5. */
  | { readonly kind: 'rating'; readonly score: number; readonly comment: string }
  /** An agent sent a prepared reply, with texts from which the visitor may choose an answer. */
  | { readonly kind: 'canned-reply'; readonly text: string; readonly choices: readonly string[] };

/** The `extension` by which custom messages are recognized as notes of a support chat. */
export const SUPPORT_NOTE_EXTENSION = 'openim-chat/support';

export const MAX_RATING = 5;
const MAX_CHOICES = 10;

/**
 * Returns the argument of createCustomMessage for a note.
 *
 * @param description the text that clients without support for notes show, in the writer's language
 */
export function customMessageOfNote(note: SupportNote, description: string): CustomMsgParams {
  return { data: JSON.stringify(note), extension: SUPPORT_NOTE_EXTENSION, description };
}

/**
 * Returns the note in a message; undefined if it has none or the note is malformed. The caller must check by `sendID`
 * whether the sender may write such a note: only an agent closes a conversation, and only the visitor rates it.
 */
export function supportNoteOf(
  message: Pick<MessageItem, 'contentType'> & { readonly customElem?: CustomElem | undefined },
): SupportNote | undefined {
  const { contentType, customElem } = message;
  if (contentType !== ContentType.Custom || customElem?.extension !== SUPPORT_NOTE_EXTENSION) return undefined;
  const { kind, score, comment, text, choices } = parseJsonObject(customElem.data) ?? {};
  switch (kind) {
    case 'closed':
    case 'reopened':
      return { kind };
    case 'rating':
      if (typeof score !== 'number' || !Number.isInteger(score) || score < 1 || score > MAX_RATING)
        return undefined;
      return { kind, score, comment: typeof comment === 'string' ? comment : '' };
    case 'canned-reply': {
      if (typeof text !== 'string') return undefined;
      const list: readonly unknown[] = Array.isArray(choices) ? choices : [];
      return { kind, text, choices: list.filter((choice) => typeof choice === 'string').slice(0, MAX_CHOICES) };
    }
    default:
      return undefined;
  }
}
