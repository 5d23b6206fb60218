import type { GroupItem } from './entities.js';
import { isRecord, parseJsonObject } from './json.js';

/** Returns the userID of the visitor whose support chat a group is (docs/support.md); undefined for any other group. */
export function visitorIDOfGroup({ ex }: Pick<GroupItem, 'ex'>): string | undefined {
  const visitor = parseJsonObject(ex)?.['visitor'];
  return isRecord(visitor) && typeof visitor['userID'] === 'string' ? visitor['userID'] : undefined;
}
