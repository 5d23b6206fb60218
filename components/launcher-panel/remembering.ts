import { deleteCache, type SupportSession } from '../../src/index.js';
import { clearMemory, readMemory, writeMemory, type FormerGuest, type Memory } from '../launcher/memory.js';

/** Remembers who has opened a support session: a user of the site, or a guest if `userOfSite` is empty. */
export function remember(url: string, session: SupportSession, userOfSite: string): void {
  const memory = readMemory(url);
  const { visitorToken, userID, token, groupID } = session;
  const guest = guestOf(memory);
  const formerGuest = guest && guest.userID !== userID ? { userID: guest.userID } : memory.formerGuest;
  if (userOfSite) rememberUser(url, { userID, groupID, formerGuest });
  else writeMemory(url, { visitorToken, userID, token, groupID, formerGuest });
}

/** Remembers a user of the site: nothing but these IDs, and that they were greeted. */
export function rememberUser(
  url: string,
  ids: { [Name in 'userID' | 'groupID' | 'formerGuest']?: Memory[Name] | undefined },
): void {
  const { isGreeted } = readMemory(url);
  clearMemory(url);
  writeMemory(url, { ...ids, isGreeted });
}

/** Returns the guest in the memory: the visitor themselves, or the one that they were before they became a user. */
export function guestOf({ userID, visitorToken, formerGuest }: Memory): FormerGuest | undefined {
  return userID && visitorToken ? { userID, visitorToken } : formerGuest;
}

/** Deletes what is stored of the remembered visitor. */
export async function deleteCaches(url: string, { userID, formerGuest }: Memory): Promise<void> {
  for (const id of [userID, formerGuest?.userID]) if (id) await deleteCache({ url, userID: id });
}
