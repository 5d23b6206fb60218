/**
 * Types for Svelte 5, which sets properties and listens to events of custom elements by itself:
 *
 *     import 'openim-chat/components';
 *     import 'openim-chat/svelte';
 *
 *     <openim-provider {url} user-id={userID} {getToken} onopenim-unread-change={(event) => …}>
 *
 * Importing it runs nothing.
 */
import type { HTMLAttributes } from 'svelte/elements';
import type { ElementAttributes, ElementEvents, ElementProperties, ElementTag } from './element-types.js';

/** An element's attributes in templates: HTML's, its own properties and attributes, and `on` followed by an event's name. */
export type OpenIMSvelteProps<Tag extends ElementTag> = HTMLAttributes<HTMLElementTagNameMap[Tag]> &
  ElementProperties<Tag> &
  ElementAttributes<Tag> & {
    readonly [Name in keyof ElementEvents as `on${Name}`]?: (event: ElementEvents[Name]) => void;
  };

type OpenIMSvelteElements = { [Tag in ElementTag]: OpenIMSvelteProps<Tag> };

declare module 'svelte/elements' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- extending is the only way to add computed members
  export interface SvelteHTMLElements extends OpenIMSvelteElements {}
}
