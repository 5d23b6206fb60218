import { signal } from '@preact/signals-core';
import { OpenIMError, type GroupMemberItem, type GroupMembers } from '../../src/index.js';

/** Searches the members of a group on the gateway, since most of them may not be loaded. */
export class MemberSearch {
  /** What is searched for; empty while there is no search. */
  readonly words = signal('');
  /** The members found; undefined while there is no search. */
  readonly found = signal<readonly GroupMemberItem[] | undefined>(undefined);

  find(members: GroupMembers, query: string): void {
    const words = query.trim();
    if (!words) {
      this.clear();
      return;
    }
    this.words.value = words;
    const take = (found: readonly GroupMemberItem[]): void => {
      if (this.words.peek() === words) this.found.value = found;
    };
    members.search(words).then(take, (error: unknown) => {
      if (!(error instanceof OpenIMError)) throw error;
      take([]);
    });
  }

  clear(): void {
    this.words.value = '';
    this.found.value = undefined;
  }
}
