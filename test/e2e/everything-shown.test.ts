import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { requestNames } from '../../components/internal/requests/request-map.js';
import { ContentType, NotificationType } from '../../src/index.js';

type TypeName = keyof typeof ContentType | keyof typeof NotificationType;

/** Types that no page receives as a message, and why. */
const NOT_RECEIVED: Partial<Record<TypeName, string>> = {
  RevokeNotice: 'takes the place of a message that was received',
  AdvancedRevokeNotice: 'as RevokeNotice',
  SingleReadReceipt: 'a signal',
  GroupReadReceipt: 'a signal',
  Typing: 'a signal',
  CustomWithoutConversation: 'for a page’s own code, not for people',
  CustomOnlineOnly: 'for a page’s own code, not for people',
  FriendApplicationApproved: 'an event without a notice',
  FriendApplicationRejected: 'an event without a notice',
  FriendApplicationAdded: 'an event without a notice',
  FriendDeleted: 'an event without a notice',
  FriendRemarkSet: 'an event without a notice',
  BlackAdded: 'an event without a notice',
  BlackDeleted: 'an event without a notice',
  SelfInfoUpdated: 'an event without a notice',
  JoinGroupApplication: 'an event without a notice',
  GroupApplicationAccepted: 'an event without a notice',
  GroupApplicationRejected: 'an event without a notice',
  GroupMemberInfoSet: 'an event without a notice',
};

const sources = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
  .join('\n');

/** What is named in the calls of a method of the stage's witness, in all tests of this directory. */
function named(method: 'carriedOut' | 'received', name: RegExp): string[] {
  const calls = sources.matchAll(new RegExp(`witness\\.${method}\\(([^)]*)\\)`, 'g'));
  return [...calls].flatMap(([, list = '']) => [...list.matchAll(name)].map(([, found = '']) => found));
}

describe('between two people in real browsers', () => {
  it('should be shown every request that the elements make', () => {
    const shown = named('carriedOut', /'([a-z-]+)'/g);
    assert.deepEqual(
      requestNames.filter((name) => !shown.includes(name)),
      [],
    );
  });

  it('should be shown every type of message that comes in', () => {
    const shown = named('received', /Type\.(\w+)/g);
    const types = [...Object.keys(ContentType), ...Object.keys(NotificationType)] as TypeName[];
    assert.deepEqual(
      types.filter((type) => shown.includes(type) === type in NOT_RECEIVED),
      [],
    );
  });
});
