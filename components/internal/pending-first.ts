import { HandleResult } from '../../src/index.js';

/** Requests with those in front that still wait for an answer. */
export function pendingFirst<Request extends { readonly handleResult: number }>(
  requests: readonly Request[],
): readonly Request[] {
  const isPending = ({ handleResult }: Request): boolean => handleResult === HandleResult.Pending;
  return [...requests.filter(isPending), ...requests.filter((request) => !isPending(request))];
}
