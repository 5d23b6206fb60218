import type { Groups } from '../../../src/index.js';

/**
 * How the user stands to a group: in it, with a request to enter that nobody has answered yet, or outside. Undefined until
 * that is known.
 */
export function standingIn(groups: Groups, groupID: string): 'inside' | 'asked' | 'outside' | undefined {
  const { joined, sentRequests } = groups;
  if (joined.value.value.some((group) => group.groupID === groupID)) return 'inside';
  const isAsked = sentRequests.value.value.some(
    (request) => request.groupID === groupID && request.handleResult === 0,
  );
  if (isAsked) return 'asked';
  const areKnown = joined.state.value.kind === 'ready' && sentRequests.state.value.kind === 'ready';
  return areKnown ? 'outside' : undefined;
}
