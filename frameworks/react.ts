/**
 * Types for React 19 and later, which sets properties and listens to events of custom elements by itself:
 *
 *     import 'openim-chat/components';
 *     import 'openim-chat/react';
 *
 *     <openim-provider url={url} user-id={userID} getToken={getToken} onopenim-unread-change={(event) => …}>
 *
 * Importing it runs nothing.
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ElementAttributes, ElementEvents, ElementProperties, ElementTag } from './element-types.js';

/** The props of an element in JSX: HTML attributes, its own properties and attributes, and `on` followed by an event's name. */
export type OpenIMElementProps<Tag extends ElementTag> = DetailedHTMLProps<
  HTMLAttributes<HTMLElementTagNameMap[Tag]>,
  HTMLElementTagNameMap[Tag]
> & { readonly class?: string } & ElementProperties<Tag> &
  ElementAttributes<Tag> & {
    readonly [Name in keyof ElementEvents as `on${Name}`]?: (event: ElementEvents[Name]) => void;
  };

type OpenIMElements = { [Tag in ElementTag]: OpenIMElementProps<Tag> };

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the name React looks its elements up by
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- extending is the only way to add computed members
    interface IntrinsicElements extends OpenIMElements {}
  }
}
