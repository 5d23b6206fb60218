import type { MessageItem } from './entities.js';
import type { Json } from './json.js';
import { json, object, type ArgumentEncoding, type Method, type TableOf } from './method-types.js';
import type { AdvancedMsgParams, AdvancedQuoteMsgParams, FaceMessageParams } from './parameters.js';

/**
 * Methods the published clients have beyond the seed's 69 (protocol section 8), as far as they belong to a chat; what
 * does not is in unsupported.ts. The codes every method can fail with stand at the seed's methods.
 */
export interface ExtraMethods {
  // ── Message creation: builds a message, stores and sends nothing ─────────────────────────────────────────────────

  /** A text with formatted stretches (117); offsets and lengths in UTF-16 units. */
  createAdvancedTextMessage: Method<'CreateAdvancedTextMessage', [params: AdvancedMsgParams], Json<MessageItem>>;
  /**
   * A formatted text that answers another message (114). Quoting a quote embeds its text only.
   * @throws 803 `message` is no message
   */
  createAdvancedQuoteMessage: Method<
    'CreateAdvancedQuoteMessage',
    [params: AdvancedQuoteMsgParams],
    Json<MessageItem>
  >;
  /** A sticker (115): `index` in a set both sides know, or `data` of the application's own. */
  createFaceMessage: Method<'CreateFaceMessage', [params: FaceMessageParams], Json<MessageItem>>;
}

const optionalJson = (
  jsonMembers: readonly string[],
  optionalJsonMembers: readonly string[],
): ArgumentEncoding => ({
  kind: 'object',
  jsonMembers,
  optionalJsonMembers,
});

/** The run-time side of {@link ExtraMethods}. */
export const extraMethodTable = {
  createAdvancedTextMessage: {
    wire: 'CreateAdvancedTextMessage',
    encoding: optionalJson([], ['messageEntityList']),
  },
  createAdvancedQuoteMessage: {
    wire: 'CreateAdvancedQuoteMessage',
    encoding: object('message', 'messageEntityList'),
  },
  createFaceMessage: { wire: 'CreateFaceMessage', encoding: json },
} as const satisfies TableOf<ExtraMethods>;
