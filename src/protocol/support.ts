/**
 * Support chats (docs/support.md): a visitor of a site talks with its agents in a group of their own. The messages are
 * ordinary ones; what goes beyond text travels as custom messages (contentType 110), so that every client can carry it.
 */
import { ContentType } from './constants.js';
import type { CustomElem, GroupItem, MessageItem } from './entities.js';
import { parseJsonObject } from './json.js';
import type { CustomMsgParams } from './parameters.js';

/** Body of `POST /support/session`. A returning visitor's name and email are kept where they are not given. */
export type SupportSessionRequest = {
  /** From an earlier answer; the same visitor, group and history come back. */
  visitorToken?: string;
  name?: string;
  email?: string;
  /** What the agents are to know. Takes the place of what was given before. */
  attributes?: VisitorAttributes;
};

/** `data` of the answer to `POST /support/session`. */
export type SupportSession = {
  userID: string;
  token: string;
  groupID: string;
  /** The key to this conversation: keep it where only this visitor's pages can read it. `''` for a verified user. */
  visitorToken: string;
  /** When `token` ends, in seconds since 1970. */
  expiredTime: number;
  /** Whether an agent is online now. */
  available: boolean;
};

/** `data` of the answer to `GET /support/status`. */
export type SupportStatus = Pick<SupportSession, 'available'>;

/** Names with a meaning: `page` and `referrer` are addresses, `locale` a language tag. Others are the site's own. */
export type VisitorAttributes = { [name: string]: string | number | boolean };

export const MAX_VISITOR_ATTRIBUTES = 32;
export const MAX_VISITOR_ATTRIBUTE_NAME_LENGTH = 64;
export const MAX_VISITOR_ATTRIBUTE_LENGTH = 1024;
/** Of all attributes together, as JSON. */
export const MAX_VISITOR_ATTRIBUTES_LENGTH = 4096;
export const MAX_VISITOR_TOKEN_LENGTH = 128;

/** Who a support chat is with. Stands as JSON in its group's `ex`, which nobody outside the group can read. */
export type Visitor = {
  userID: string;
  /** Whether the site's own back end vouches for the userID. */
  isVerified: boolean;
  name: string;
  email: string;
  /** As their browser says: nothing here is proven. */
  attributes: VisitorAttributes;
};

/** The visitor of a support chat's group; undefined for any other group. */
export function visitorOfGroup({ ex }: Pick<GroupItem, 'ex'>): Visitor | undefined {
  const visitor = parseJsonObject(ex)?.['visitor'];
  if (typeof visitor !== 'object' || visitor === null) return undefined;
  const { userID, isVerified, name, email, attributes } = visitor as Record<string, unknown>;
  if (typeof userID !== 'string') return undefined;
  return {
    userID,
    isVerified: isVerified === true,
    name: typeof name === 'string' ? name : '',
    email: typeof email === 'string' ? email : '',
    attributes: attributesOf(attributes),
  };
}

/** `ex` of a support chat's group. */
export function groupExOfVisitor(visitor: Visitor): string {
  return JSON.stringify({ visitor });
}

function attributesOf(value: unknown): VisitorAttributes {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).filter(
      (entry): entry is [string, string | number | boolean] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number' || typeof entry[1] === 'boolean',
    ),
  );
}

/** What a support chat says beyond ordinary messages. */
export type SupportNote =
  /** An agent ended the conversation; the visitor's next message opens it again. */
  | { readonly kind: 'closed' }
  /** An agent opened it again without a word. */
  | { readonly kind: 'reopened' }
  /** How the visitor liked it, 1 to 5. */
  | { readonly kind: 'rating'; readonly score: number; readonly comment: string }
  /** An agent's prepared answer, with texts the visitor may answer by choosing one. */
  | { readonly kind: 'canned-reply'; readonly text: string; readonly choices: readonly string[] };

/** `extension` of the custom messages that are ours. */
export const SUPPORT_NOTE_EXTENSION = 'openim-chat/support';

export const MAX_RATING = 5;
const MAX_CHOICES = 10;

/**
 * A note as createCustomMessage takes it.
 *
 * @param description what clients show that know no notes, in the writer's language
 */
export function customMessageOfNote(note: SupportNote, description: string): CustomMsgParams {
  return { data: JSON.stringify(note), extension: SUPPORT_NOTE_EXTENSION, description };
}

/**
 * The note a message carries; undefined when it is none, or is not right. Who wrote it is `sendID`'s to say: only an
 * agent closes, only the visitor rates.
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
