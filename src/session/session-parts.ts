import { batch } from '@preact/signals-core';
import type { EventFrame } from '../protocol/index.js';
import type { ConnectionState } from '../sync/types.js';
import type { SessionContext, SessionPart } from './session-context.js';

/** The parts of a session that are in use; each is created once. */
export class SessionParts {
  readonly #parts = new Map<unknown, SessionPart>();

  get<Part extends SessionPart>(make: (context: SessionContext) => Part, context: SessionContext): Part {
    // The cast is safe: the value under the key `make` was created by `make`.
    const present = this.#parts.get(make) as Part | undefined;
    const part = present ?? make(context);
    this.#parts.set(make, part);
    return part;
  }

  handleFrame(frame: EventFrame): void {
    batch(() => {
      for (const part of this.#parts.values()) part.handleFrame?.(frame);
    });
  }

  handleConnection(kind: ConnectionState['kind']): void {
    // The outcome of the attempt is not known yet.
    if (kind === 'connecting') return;
    for (const part of this.#parts.values()) part.handleConnection?.(kind === 'online');
  }
}
