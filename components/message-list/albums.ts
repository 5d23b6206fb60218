/** Finds pictures that were sent together, and are shown together. Pure. */
import { ContentType, type TimelineMessage } from '../../src/index.js';
import { areClose } from './placed-at.js';

/** Pictures of one sender belong together if less time than this lies between them. */
const ALBUM_PAUSE_MS = 60_000;
/** More pictures start another album, so that only albums near the screen are rendered. */
const MAX_ALBUM = 9;

/** Whether two neighbours were sent together. A picture that failed stands alone, with the reason. */
function belongTogether(a: TimelineMessage | undefined, b: TimelineMessage | undefined): boolean {
  return isPicture(a) && isPicture(b) && areClose(ALBUM_PAUSE_MS, a, b);
}

function isPicture(message: TimelineMessage | undefined): message is TimelineMessage {
  return message?.message.contentType === ContentType.Picture && message.delivery.kind !== 'failed';
}

/**
 * Returns the range of the album that contains the message at `index`, without `end`; that message alone if there is no album.
 */
export function albumAround(
  messages: readonly TimelineMessage[],
  index: number,
): { readonly start: number; readonly end: number } {
  let first = index;
  while (belongTogether(messages[first - 1], messages[first])) first -= 1;
  const start = index - ((index - first) % MAX_ALBUM);
  let end = index + 1;
  while (end - start < MAX_ALBUM && belongTogether(messages[end - 1], messages[end])) end += 1;
  return { start, end };
}
