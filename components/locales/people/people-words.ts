import type { en } from './en.js';

/** All words of the elements for people and groups. */
export type PeopleWords = {
  readonly [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : (typeof en)[Key];
};
