/**
 * Types for Vue 3 templates. Tell Vue's compiler that tags beginning with `openim-` are custom elements
 * (`compilerOptions.isCustomElement`); it sets properties and listens to events of them by itself:
 *
 *     import 'openim-chat/components';
 *     import 'openim-chat/vue';
 *
 *     <openim-provider :url="url" :user-id="userID" :getToken="getToken" @openim-unread-change="…">
 *
 * Importing it runs nothing.
 */
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { ElementAttributes, ElementEvents, ElementProperties, ElementTag } from './element-types.js';

/** Attributes under the names to which the template compiler changes theirs: `userId` for `user-id`. */
type Camelized<Attributes> = {
  readonly [Name in keyof Attributes & string as CamelizedName<Name>]?: Attributes[Name];
};

type CamelizedName<Name extends string> = Name extends `${infer Word}-${infer Rest}`
  ? `${Word}${Capitalize<CamelizedName<Rest>>}`
  : Name;

type Emits = { [Name in keyof ElementEvents]: (event: ElementEvents[Name]) => void };

/** An element, typed as a component for Vue's templates. It is never constructed: only its type is used. */
export type OpenIMVueElement<Tag extends ElementTag> = new () => HTMLElementTagNameMap[Tag] & {
  /** @deprecated Known to the template's compiler alone; an element has no such property. */
  readonly $props: HTMLAttributes &
    ElementProperties<Tag> &
    ElementAttributes<Tag> &
    Camelized<ElementAttributes<Tag>> &
    PublicProps;
  /** @deprecated Known to the template's compiler alone; an element has no such method. */
  readonly $emit: EmitFn<Emits>;
};

type OpenIMVueElements = { [Tag in ElementTag]: OpenIMVueElement<Tag> };

declare module 'vue' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- extending is the only way to add computed members
  interface GlobalComponents extends OpenIMVueElements {}
}
