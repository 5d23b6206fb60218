import { signal } from '@preact/signals-core';
import { OpenIMError, type GroupMemberItem, type GroupMembers } from '../../src/index.js';

/** Searches the members of a group on the gateway, since most of them may not be loaded. */
export class MemberSearch {
  /** The members found; undefined while there is no search. */
  readonly found = signal<readonly GroupMemberItem[] | undefined>(undefined);
  readonly isSearching = signal(false);
  #words = '';

  find(members: GroupMembers, query: string): void {
    const words = query.trim();
    this.#words = words;
    this.isSearching.value = words !== '';
    if (!words) {
      this.found.value = undefined;
      return;
    }
    members.search(words).then(
      (found) => {
        if (this.#words === words) this.found.value = found;
      },
      (error: unknown) => {
        if (!(error instanceof OpenIMError)) throw error;
        if (this.#words === words) this.found.value = [];
      },
    );
  }

  clear(): void {
    this.#words = '';
    this.isSearching.value = false;
    this.found.value = undefined;
  }
}
