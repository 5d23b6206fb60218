import { EventEmitter, once } from 'node:events';

import type { Page } from 'playwright-core';

import type { RequestName } from '../../components/internal/events.js';
import type { ContentType, NotificationType } from '../../src/index.js';

const PATIENCE_MS = 10_000;

/**
 * What the elements have carried out and received, by the facts they tell. A test that shows a request or a type of
 * message says so with {@link carriedOut} or {@link received}; everything-shown.test.ts asks that all of them are shown.
 */
export class Witness {
  readonly #people = new Set<string>();
  readonly #facts = new Set<RequestName | number>();
  readonly #bell = new EventEmitter();

  /** Somebody is there who can see what others do. */
  join(userID: string): void {
    this.#people.add(userID);
  }

  /** Hears what the elements of a page tell. */
  async watch(page: Page): Promise<void> {
    await page.exposeFunction('tellWitness', (fact: RequestName | number) => {
      if (this.#people.size < 2) return;
      this.#facts.add(fact);
      this.#bell.emit('fact');
    });
    await page.addInitScript(() => {
      const { tellWitness } = globalThis as unknown as { tellWitness: (fact: string | number) => void };
      addEventListener('openim-request-done', ({ detail }) => tellWitness(detail.name));
      addEventListener('openim-message-received', ({ detail }) => tellWitness(detail.message.contentType));
      // No `openim-request-done` answers these: the one is told by another fact, the other the messenger takes over.
      for (const request of ['openim-conversation-select-request', 'openim-contact-select-request'])
        addEventListener(request, () => tellWitness(request));
    });
  }

  /** Waits until these requests have been carried out in somebody's page while others were there. Each counts once. */
  carriedOut(...names: RequestName[]): Promise<void> {
    return this.#all(names);
  }

  /** Waits until messages of these types have come into a page. Each counts once. */
  received(...types: (ContentType | NotificationType)[]): Promise<void> {
    return this.#all(types);
  }

  async #all(facts: readonly (RequestName | number)[]): Promise<void> {
    const missing = () => facts.filter((fact) => !this.#facts.has(fact));
    const signal = AbortSignal.timeout(PATIENCE_MS);
    while (missing().length > 0) {
      await once(this.#bell, 'fact', { signal }).catch(() => {
        throw new Error(`nobody has seen ${missing().join(', ')}`);
      });
    }
    for (const fact of facts) this.#facts.delete(fact);
  }
}
