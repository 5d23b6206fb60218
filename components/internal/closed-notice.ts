import type { ConnectionState } from '../../src/index.js';
import type { Notice } from './notice.js';
import type { Catalog } from '../locales/index.js';

/** Returns the notice for a connection that stays closed until the user acts; undefined if the connection is not closed. */
export function closedNotice(
  connection: ConnectionState,
  text: Catalog,
  reconnect: () => void,
): (Notice & { readonly hint: string }) | undefined {
  if (connection.kind !== 'closed') return undefined;
  const action = (label: string): Notice['action'] => ({ label, run: reconnect });
  switch (connection.reason) {
    case 'kicked':
      return { icon: 'users', title: text.kicked, hint: text.kickedHint, action: action(text.useHere) };
    case 'expired':
      return { icon: 'clock', title: text.expired, hint: text.expiredHint, action: action(text.signInAgain) };
    case 'refused':
      return { icon: 'lock', title: text.refused, hint: text.refusedHint, action: action(text.tryAgain) };
    case 'logged-out':
      return { icon: 'lock', title: text.loggedOut, hint: text.loggedOutHint };
  }
}
