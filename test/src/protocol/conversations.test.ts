import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  compareConversations,
  conversationIDOf,
  conversationIDOfMessage,
  isHiddenConversation,
  targetOfConversation,
} from '../../../src/protocol/index.js';

const id = fc.string({ minLength: 1, unit: 'binary' });

describe('conversation IDs', () => {
  it('should be single_<peer> and group_<group>', () => {
    assert.equal(conversationIDOf({ userID: 'u_2' }), 'single_u_2');
    assert.equal(conversationIDOf({ groupID: '12' }), 'group_12');
  });

  it('should lead back to their target, whatever the target is called', () => {
    fc.assert(
      fc.property(id, (name) => {
        assert.deepEqual(targetOfConversation(conversationIDOf({ userID: name })), { userID: name });
        assert.deepEqual(targetOfConversation(conversationIDOf({ groupID: name })), { groupID: name });
      }),
    );
    for (const other of ['', 'single_', 'group', 'si_a_b', 'xsingle_a']) {
      assert.equal(targetOfConversation(other), undefined, other);
    }
  });

  it('should file a message under the other party, for whoever looks at it', () => {
    const message = { sessionType: 1, groupID: '', sendID: 'a', recvID: 'b' };
    assert.equal(conversationIDOfMessage(message, 'a'), 'single_b');
    assert.equal(conversationIDOfMessage(message, 'b'), 'single_a');
    assert.equal(conversationIDOfMessage({ ...message, recvID: 'a' }, 'a'), 'single_a');
    assert.equal(conversationIDOfMessage({ ...message, sessionType: 2, groupID: 'g' }, 'b'), 'group_g');
  });
});

describe('the order of conversations', () => {
  const conversation = fc.record({
    isPinned: fc.boolean(),
    latestMsgSendTime: fc.nat(5),
    draftTextTime: fc.nat(5),
    conversationID: fc.constantFrom('a', 'b', 'c', 'd'),
  });

  it('should be pinned first, then the latest message or draft, then the ID', () => {
    const make = (conversationID: string, isPinned: boolean, latestMsgSendTime: number, draftTextTime = 0) => ({
      conversationID,
      isPinned,
      latestMsgSendTime,
      draftTextTime,
    });
    const sorted = [
      make('e', false, 1),
      make('d', false, 1),
      make('c', false, 0, 7),
      make('b', false, 5),
      make('a', true, 2),
    ].sort(compareConversations);
    assert.equal(sorted.map(({ conversationID }) => conversationID).join(''), 'acbde');
  });

  it('should be the same whichever way one asks, and in itself without circles', () => {
    fc.assert(
      fc.property(conversation, conversation, conversation, (a, b, c) => {
        if (a.conversationID !== b.conversationID) {
          assert.equal(Math.sign(compareConversations(a, b)), -Math.sign(compareConversations(b, a)));
        }
        if (
          compareConversations(a, b) < 0 &&
          compareConversations(b, c) < 0 &&
          a.conversationID !== c.conversationID
        ) {
          assert.ok(compareConversations(a, c) < 0);
        }
      }),
    );
  });

  it('should leave out what has never had a message', () => {
    assert.ok(isHiddenConversation({ latestMsgSendTime: 0 }));
    assert.ok(!isHiddenConversation({ latestMsgSendTime: 1 }));
  });
});
