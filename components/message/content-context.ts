import type { MediaOrigins } from '../internal/links.js';
import type { Localizer } from '../internal/localizer.js';

/** What the rendering of a message's content depends on, besides the message. */
export type ContentContext = {
  readonly localizer: Localizer;
  readonly viewerID: string | undefined;
  readonly outgoing: boolean;
  /** Blob URL of the file, while the file exists only in this page. */
  readonly previewURL: string | undefined;
  /** Whether the message's file is not uploaded yet. */
  readonly isLocal: boolean;
  /** Whether the picture could not be loaded. */
  readonly isImageBroken: boolean;
  /** URL of a map, with the placeholders `{latitude}` and `{longitude}`. */
  readonly mapURL: string;
  /** The origins from which pictures, audio and video may be loaded. */
  readonly mediaOrigins: MediaOrigins;
  readonly onImageError: () => void;
  readonly onImageRetry: () => void;
  /** Shows the message's content at full size. */
  readonly onOpen: (event: Event) => void;
  /** Opens the chat with the user or group of a card. */
  readonly onStartChat: (target: { userID: string } | { groupID: string }) => void;
  /** Goes to the quoted message. */
  readonly onJump: (clientMsgID: string) => void;
};
