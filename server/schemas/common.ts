import * as v from 'valibot';
import {
  completeMessage,
  contentOfElement,
  ContentType,
  elementOfType,
  FIRST_NOTIFICATION_TYPE,
  MAX_LIST_LENGTH,
  type MessageItem,
} from '../../src/protocol/index.js';
import { unwrap } from './decode.js';

/** For methods without an argument: whatever was sent is ignored. */
export const nothing = v.pipe(
  v.unknown(),
  v.transform((): undefined => undefined),
);

export const idList = v.pipe(v.array(v.string()), v.maxLength(MAX_LIST_LENGTH));

export const integer = v.pipe(v.number(), v.safeInteger());

/** One of several numbers: 803 for another number, 1001 for anything else. */
export const oneOf = <const Values extends readonly number[]>(values: Values) =>
  v.pipe(
    v.number(),
    v.check((value) => values.includes(value)),
    v.transform((value) => value as Values[number]),
  );

/** A text of at most `length` UTF-16 units. */
export const textUpTo = (length: number) => v.pipe(v.string(), v.maxLength(length));

/** Members of media elements: one that is absent or of another type becomes its zero value (protocol 3.2). */
export const looseText = v.fallback(v.optional(v.string(), ''), '');
export const looseNumber = v.fallback(v.optional(v.number(), 0), 0);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Any JSON object. */
const anyObject = v.custom<Record<string, unknown>>(isObject);

/** A message of unknown origin, whose missing members are filled in; it must at least have a contentType. */
export const message = v.pipe(
  anyObject,
  v.transform((value) => completeMessage(value)),
  v.check((value) => value !== undefined && hasWholeNumbers(value)),
  v.transform((value) => value as MessageItem),
);

/** The numbers of a message that are stored as they are. */
function hasWholeNumbers({ contentType, msgFrom, platformID }: MessageItem): boolean {
  return [contentType, msgFrom, platformID].every(Number.isSafeInteger);
}

/** The members of a message that count when it is sent (domain rules 4.1). Its element counts only if `content` is empty. */
export type SentMessage = Pick<
  MessageItem,
  'clientMsgID' | 'contentType' | 'content' | 'createTime' | 'attachedInfo' | 'ex'
>;

/** Like {@link message}, but reads only these members: most of a message is blank elements. */
export const sentMessage = v.pipe(
  anyObject,
  v.check((value) => typeof value['contentType'] === 'number'),
  v.transform((value): SentMessage => {
    const contentType = value['contentType'] as number;
    return {
      clientMsgID: textOf(value['clientMsgID']),
      contentType,
      content: textOf(value['content']) || contentOfElements(contentType, value),
      createTime: typeof value['createTime'] === 'number' ? value['createTime'] : 0,
      attachedInfo: textOf(value['attachedInfo']),
      ex: textOf(value['ex']),
    };
  }),
);

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function contentOfElements(contentType: number, value: object): string {
  const element = elementOfType(contentType);
  if (!element || contentType >= FIRST_NOTIFICATION_TYPE) return '';
  const whole = completeMessage(value);
  return whole ? contentOfElement(whole[element]) : '';
}

/** A message inside another, as an object or as JSON text; without a contentType, it is a text message. */
export const embeddedMessage = v.pipe(
  v.unknown(),
  v.transform((value) => (typeof value === 'string' ? unwrapped(value) : value)),
  anyObject,
  v.transform((value) => completeMessage({ contentType: ContentType.Text, ...value })),
  v.check((value) => value !== undefined),
  v.transform((value) => value as MessageItem),
);

function unwrapped(text: string): unknown {
  try {
    return unwrap(text);
  } catch {
    return undefined;
  }
}

/**
 * JSON text of a message, of which only the clientMsgID counts. Text arguments are not parsed by their encoding, so this
 * one is parsed here. Malformed JSON fails the check, which answers 803.
 */
export const messageReference = v.pipe(
  v.string(),
  v.transform(unwrapped),
  v.check((value) => isObject(value) && typeof value['clientMsgID'] === 'string'),
  v.transform((value) => (value as { clientMsgID: string }).clientMsgID),
);
