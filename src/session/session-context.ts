import type { EventFrame, MessageContext } from '../protocol/index.js';
import type { Sync } from '../sync/types.js';
import type { Clock } from '../util/clock.js';
import type { Logger } from '../util/logger.js';

/** What the parts of a session share. */
export type SessionContext = {
  readonly userID: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The cache, once it is open; rejects when the session was closed before. */
  readonly opened: Promise<Sync>;
  /** The cache while there is a connection; what is called on it now goes out even if the session closes next. */
  readonly online: () => Sync | undefined;
  /** Whether there is no connection, and none is just being made. */
  readonly isDown: () => boolean;
  /** Who writes a message now. */
  readonly authorship: () => MessageContext;
  /** Lets something go on by itself; what goes wrong is for nobody to handle. */
  readonly background: (work: Promise<unknown>) => void;
};

/**
 * Something a session does that most pages never need: made when it is first asked for, so that the code of it can be
 * loaded then. It follows the session until that ends.
 */
export interface SessionPart {
  /** Every event frame in order, after what it reports is in the cache. */
  handleFrame?(frame: EventFrame): void;
  /** The connection came, or went. */
  handleConnection?(isOnline: boolean): void;
}
