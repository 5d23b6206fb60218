/** What frameworks' compilers need to know about the elements, derived from their classes, so that nothing is listed twice. */
import type { LitElement } from 'lit';
import type { OpenIMEventMap } from '../components/index.js';

/** Tags of the elements. */
export type ElementTag = Extract<keyof HTMLElementTagNameMap, `openim-${string}`>;

/** Events of the elements, requests and facts. */
export type ElementEvents = OpenIMEventMap;

/** The properties an element has beyond those of every Lit element, none of them required. */
export type ElementProperties<Tag extends ElementTag> = Partial<
  Omit<HTMLElementTagNameMap[Tag], keyof LitElement>
>;

/** The attributes that set those properties, such as `user-id` for `userID`; only for values that an attribute can hold. */
export type ElementAttributes<Tag extends ElementTag> = {
  readonly [
    Name in keyof ElementProperties<Tag> & string as HyphenatedName<Name, ElementProperties<Tag>[Name]>
  ]?: ElementProperties<Tag>[Name];
};

/** The attribute's name, and only if it differs from the property's: the property itself is allowed anyway. */
type HyphenatedName<Name extends string, Value> =
  NonNullable<Value> extends string | number | boolean
    ? Hyphenated<Name> extends Name
      ? never
      : Hyphenated<Name>
    : never;

/** `userID` → `user-id`, `conversationID` → `conversation-id`: a capital after a small letter begins a word. */
type Hyphenated<
  Name extends string,
  IsInsideCapitals extends boolean = true,
> = Name extends `${infer Letter}${infer Rest}`
  ? Letter extends Lowercase<Letter>
    ? `${Letter}${Hyphenated<Rest, false>}`
    : IsInsideCapitals extends true
      ? `${Lowercase<Letter>}${Hyphenated<Rest>}`
      : `-${Lowercase<Letter>}${Hyphenated<Rest>}`
  : '';
