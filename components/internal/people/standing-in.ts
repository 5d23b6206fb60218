import type { Contacts, Groups } from '../../../src/index.js';

export type Standing = 'inside' | 'asked' | 'outside';

/**
 * Returns the user's relation to a group: inside, with an unanswered request to join, or outside. Undefined until that is
 * known.
 */
export function standingIn(groups: Groups, groupID: string): Standing | undefined {
  const { joined, sentRequests } = groups;
  if (joined.value.value.some((group) => group.groupID === groupID)) return 'inside';
  const isAsked = sentRequests.value.value.some(
    (request) => request.groupID === groupID && request.handleResult === 0,
  );
  if (isAsked) return 'asked';
  const areKnown = joined.state.value.kind === 'ready' && sentRequests.state.value.kind === 'ready';
  return areKnown ? 'outside' : undefined;
}

/** Whether the user's friend request to a person is still unanswered. */
export function isAsked(contacts: Contacts | undefined, userID: string): boolean {
  return (contacts?.sentRequests.value.value ?? []).some(
    ({ toUserID, handleResult }) => toUserID === userID && handleResult === 0,
  );
}
