/**
 * What is remembered of a visitor in this browser: one entry for each gateway in localStorage, no cookie. Where storage
 * is refused, as in a sandboxed frame, it lasts as long as the page.
 */
import type { VisitorDetails } from './types.js';

export type Memory = Partial<VisitorDetails> & {
  /** Proves to the gateway who came back; kept by visitors only. */
  readonly visitorToken?: string;
  readonly userID?: string;
  /** A visitor's, to log in with before the gateway was asked; a user's is never kept. */
  readonly token?: string;
  readonly groupID?: string;
  /** Whether the greeting was seen and put away. */
  readonly isGreeted?: boolean;
};

const OPEN_KEY = 'openim-chat:open';
const pageMemory = new Map<string, string>();

/** Where the entry of a gateway is in localStorage. */
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
    // Refused: the page's own memory is all there is.
  }
  try {
    const value: unknown = JSON.parse(text ?? pageMemory.get(key) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Changes what is remembered; a member that is undefined is forgotten. */
export function writeMemory(
  url: string,
  change: { readonly [Name in keyof Memory]: Memory[Name] | undefined },
): void {
  const text = JSON.stringify({ ...readMemory(url), ...change });
  try {
    localStorage.setItem(memoryKey(url), text);
  } catch {
    // Refused or full: it is remembered until the page goes.
    pageMemory.set(memoryKey(url), text);
  }
}

/** Forgets whoever used the chat of this gateway. */
export function clearMemory(url: string): void {
  pageMemory.delete(memoryKey(url));
  try {
    localStorage.removeItem(memoryKey(url));
  } catch {
    // Refused: there is nothing.
  }
}

/** Whether the memory is of a user whom the site's back end vouched for; they have no visitorToken. */
export function isOfUser({ userID, visitorToken }: Memory): boolean {
  return Boolean(userID) && !visitorToken;
}

/** Whether the panel was open on the page before, in this tab. */
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
    // Refused: the next page begins with the bubble.
  }
}
