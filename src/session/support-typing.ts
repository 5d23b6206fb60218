/**
 * Typing indicators in support chats. The protocol only has them between two users, so one is sent to every user on the
 * other side (one visitor, or a few agents), with the conversationID as its text.
 */
import { computed, type ReadonlySignal } from '@preact/signals-core';
import { conversationIDOf, targetOfConversation, visitorIDOfGroup, type GroupItem } from '../protocol/index.js';
import { allMembers } from './all-members.js';
import type { SessionContext } from './session-context.js';
import type { TypingAudience } from './typing.js';

/** To how many agents a visitor's typing is sent at most. */
const MAX_AGENTS = 10;

export class SupportAudience {
  readonly #context: SessionContext;
  readonly #group: ReadonlySignal<GroupItem | undefined>;
  readonly #visitorID: ReadonlySignal<string | undefined>;
  #agents: TypingAudience | undefined;
  #isLoading = false;

  constructor(context: SessionContext, group: ReadonlySignal<GroupItem | undefined>) {
    this.#context = context;
    this.#group = group;
    this.#visitorID = computed(() => group.value && visitorIDOfGroup(group.value));
  }

  /** Returns whom to tell; undefined in other groups, and for a visitor until the list of agents is loaded. */
  get(): TypingAudience | undefined {
    const groupID = this.#group.peek()?.groupID;
    const visitorID = this.#visitorID.peek();
    if (!groupID || !visitorID) return undefined;
    if (visitorID !== this.#context.userID) return { userIDs: [visitorID], tip: conversationIDOf({ groupID }) };
    if (!this.#agents && !this.#isLoading) this.#context.background(this.#load(groupID));
    return this.#agents;
  }

  async #load(groupID: string): Promise<void> {
    const sync = this.#context.online();
    if (!sync) return;
    this.#isLoading = true;
    try {
      const members = await allMembers(sync, groupID);
      const userIDs = members.map(({ userID }) => userID).filter((userID) => userID !== this.#context.userID);
      this.#agents = { userIDs: userIDs.slice(0, MAX_AGENTS), tip: conversationIDOf({ groupID }) };
    } finally {
      this.#isLoading = false;
    }
  }
}

/** Whether the conversation is the support chat of one of these users; only then may typing be shown there. */
export function isSupportChat(
  groups: ReadonlyMap<string, GroupItem>,
  conversationID: string,
  userIDs: readonly string[],
): boolean {
  const target = targetOfConversation(conversationID);
  const group = target && 'groupID' in target ? groups.get(target.groupID) : undefined;
  const visitorID = group && visitorIDOfGroup(group);
  return visitorID !== undefined && userIDs.includes(visitorID);
}
