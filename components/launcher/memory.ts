/**
 * What this browser remembers of a visitor: one entry in localStorage for each gateway, and no cookie. Where storage is not
 * allowed, as in a sandboxed frame, it is remembered until the page is left.
 */
import type { VisitorDetails } from './types.js';

export type Memory = Partial<VisitorDetails> & {
  /** Proves to the gateway who the visitor is; users of the site have none. */
  readonly visitorToken?: string;
  readonly userID?: string;
  /** A visitor's token, used to log in before the gateway has answered; a user's token is never stored. */
  readonly token?: string;
  readonly groupID?: string;
  /** The guest who has turned out to be this visitor, until what they left behind is taken over. */
  readonly formerGuest?: FormerGuest;
  /** Whether the greeting was shown and dismissed. */
  readonly isGreeted?: boolean;
};

/** A guest that the visitor was on an earlier page. */
export type FormerGuest = {
  readonly userID: string;
  /** As long as the gateway has not moved their conversation. */
  readonly visitorToken?: string;
};

const OPEN_KEY = 'openim-chat:open';
const pageMemory = new Map<string, string>();

/** Returns the key of a gateway's entry in localStorage. */
export const memoryKey = (url: string): string =>
  `openim-chat:${url
    .replace(/^http/i, 'ws')
    .replace(/[?#].*$/s, '')
    .replace(/\/+$/, '')}`;

export function readMemory(url: string): Memory {
  const key = memoryKey(url);
  let text: string | null | undefined;
  try {
    text = localStorage.getItem(key);
  } catch {
    // Storage is not allowed: only the page's own memory is left.
  }
  try {
    const value: unknown = JSON.parse(text ?? pageMemory.get(key) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Changes what is remembered; a member that is undefined is removed. */
export function writeMemory(
  url: string,
  change: { readonly [Name in keyof Memory]: Memory[Name] | undefined },
): void {
  const text = JSON.stringify({ ...readMemory(url), ...change });
  try {
    localStorage.setItem(memoryKey(url), text);
  } catch {
    // Storage is not allowed or full: the entry is remembered until the page is left.
    pageMemory.set(memoryKey(url), text);
  }
}

/** Forgets who has used the chat of this gateway. */
export function clearMemory(url: string): void {
  pageMemory.delete(memoryKey(url));
  try {
    localStorage.removeItem(memoryKey(url));
  } catch {
    // Storage is not allowed: nothing is stored.
  }
}

/** Whether the memory is of a user whom the site's back end vouched for; they have no visitorToken. */
export function isOfUser({ userID, visitorToken }: Memory): boolean {
  return Boolean(userID) && !visitorToken;
}

/** Whether the panel was open on the previous page in this tab. */
export function wasOpen(): boolean {
  try {
    return sessionStorage.getItem(OPEN_KEY) !== null;
  } catch {
    return false;
  }
}

export function rememberOpen(isOpen: boolean): void {
  try {
    if (isOpen) sessionStorage.setItem(OPEN_KEY, '1');
    else sessionStorage.removeItem(OPEN_KEY);
  } catch {
    // Storage is not allowed: on the next page, the panel is closed.
  }
}
