import type { Clock } from '../util/clock.js';
import type { MessageWindow } from './message-window.js';

/** A reader who sees a message later than this after its arrival was away. */
const AWAY_MS = 2000;

/** Finds the message at which a reader who was away continues: the first that arrived in the meantime. */
export class Absence {
  readonly #window: MessageWindow;
  readonly #clock: Clock;
  /** The first message that arrived since the user last looked, and when. */
  #first: { readonly clientMsgID: string; readonly cameAtMs: number } | undefined;

  constructor(window: MessageWindow, clock: Clock) {
    this.#window = window;
    this.#clock = clock;
  }

  /** Notes messages that arrived; only those that are shown count. */
  noteArrivals(clientMsgIDs: readonly string[]): void {
    if (this.#first && this.#window.get(this.#first.clientMsgID)) return;
    const clientMsgID = clientMsgIDs.find((id) => this.#window.get(id)?.outgoing === false);
    if (clientMsgID) this.#first = { clientMsgID, cameAtMs: this.#clock.now() };
  }

  /** Call it when the user sees these messages. @returns the message at which they continue, if they were away */
  end(clientMsgIDs: readonly string[]): string | undefined {
    const first = this.#first;
    if (!first || !clientMsgIDs.includes(first.clientMsgID)) return undefined;
    this.forget();
    return this.#clock.now() - first.cameAtMs > AWAY_MS ? first.clientMsgID : undefined;
  }

  /** Call it when the user is certainly present. */
  forget(): void {
    this.#first = undefined;
  }
}
