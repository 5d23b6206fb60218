import type { MediaOrigins } from '../internal/links.js';
import type { Localizer } from '../internal/localizer.js';

/** What the drawing of a message's content depends on beside the message. */
export type ContentContext = {
  readonly localizer: Localizer;
  readonly viewerID: string | undefined;
  readonly outgoing: boolean;
  /** Address of the file within this page, as long as it is only here. */
  readonly previewURL: string | undefined;
  /** Whether what the message carries is not uploaded yet. */
  readonly isLocal: boolean;
  /** Whether the picture could not be loaded. */
  readonly isImageBroken: boolean;
  /** Address of a map, with `{latitude}` and `{longitude}` in it. */
  readonly mapURL: string;
  /** Where pictures, sounds and films may come from. */
  readonly mediaOrigins: MediaOrigins;
  readonly onImageError: () => void;
  readonly onImageRetry: () => void;
  /** Shows what the message holds at full size. */
  readonly onOpen: (event: Event) => void;
  /** Writes to whom a card is about. */
  readonly onStartChat: (target: { userID: string } | { groupID: string }) => void;
  /** Goes to the message that is quoted. */
  readonly onJump: (clientMsgID: string) => void;
};
