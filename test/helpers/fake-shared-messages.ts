/** A stand-in for what was shared in conversations: what elements read is set by the test. */
import { signal } from '@preact/signals-core';
import {
  makeSharedMessages,
  type LoadState,
  type MessageItem,
  type OlderState,
  type SharedKind,
  type SharedMessages,
  type SharedMessageSource,
} from '../../src/index.js';
import type { FakeSession } from './fake-session.js';

export class FakeSharedMessages implements SharedMessages {
  readonly messages = signal<readonly Readonly<MessageItem>[]>([]);
  readonly state = signal<LoadState>({ kind: 'ready' });
  readonly older = signal<OlderState>('none');
  /** How often older ones were asked for. */
  loads = 0;
  isReleased = false;

  loadOlder(): Promise<void> {
    this.loads += 1;
    this.older.value = 'loading';
    return Promise.resolve();
  }

  release(): void {
    this.isReleased = true;
  }
}

/** Gives a session in memory what was shared, the same in every conversation. */
export function giveShared(session: FakeSession): Record<SharedKind, FakeSharedMessages> {
  const shared = {
    media: new FakeSharedMessages(),
    files: new FakeSharedMessages(),
    links: new FakeSharedMessages(),
  };
  const source: SharedMessageSource = {
    open: (_, kind) => shared[kind],
    handleConnection: () => undefined,
  };
  session.parts.set(makeSharedMessages, source);
  return shared;
}
