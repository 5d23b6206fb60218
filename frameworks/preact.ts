/**
 * Types for Preact, which sets properties and listens to events of custom elements by itself:
 *
 *     import 'openim-chat/components';
 *     import 'openim-chat/preact';
 *
 *     <openim-provider url={url} user-id={userID} getToken={getToken} onopenim-unread-change={(event) => …}>
 *
 * Importing it runs nothing.
 */
import type { HTMLAttributes } from 'preact';
import type { ElementAttributes, ElementEvents, ElementProperties, ElementTag } from './element-types.js';

/** The props of an element in JSX: HTML attributes, its own properties and attributes, and `on` followed by an event's name. */
export type OpenIMPreactProps<Tag extends ElementTag> = HTMLAttributes<HTMLElementTagNameMap[Tag]> &
  ElementProperties<Tag> &
  ElementAttributes<Tag> & {
    readonly [Name in keyof ElementEvents as `on${Name}`]?: (event: ElementEvents[Name]) => void;
  };

type OpenIMPreactElements = { [Tag in ElementTag]: OpenIMPreactProps<Tag> };

declare module 'preact' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the name Preact looks its elements up by
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- extending is the only way to add computed members
    interface IntrinsicElements extends OpenIMPreactElements {}
  }
}
