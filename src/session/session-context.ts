import type { EventFrame, MessageContext } from '../protocol/index.js';
import type { Sync } from '../sync/types.js';
import type { Clock } from '../util/clock.js';
import type { Logger } from '../util/logger.js';

/** What all parts of a session share. */
export type SessionContext = {
  readonly userID: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Resolves to the cache once it is open; rejects if the session is closed before that. */
  readonly opened: Promise<Sync>;
  /**
   * Returns the cache while the connection is online. Calls made on it synchronously are sent even if the session is
   * closed right after.
   */
  readonly online: () => Sync | undefined;
  /** Whether there is no connection and none is being established. */
  readonly isDown: () => boolean;
  /** Returns the author, time and a new ID for a message that is created now. */
  readonly authorship: () => MessageContext;
  /** Does not wait for `work`. Ignores an OpenIMError it rejects with; logs any other error. */
  readonly background: (work: Promise<unknown>) => void;
};

/**
 * A part of a session that many pages do not need: created on first use, so that its code can be loaded then. It is
 * kept up to date until the session ends.
 */
export interface SessionPart {
  /** Called for every event frame in order, when the cache already contains what it reports. */
  handleFrame?(frame: EventFrame): void;
  /** Called when the connection is online, and when it is lost or closed. */
  handleConnection?(isOnline: boolean): void;
}
