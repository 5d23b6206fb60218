import { randomID } from '../../util/ids.js';
import { pack, unpack, type TabMessage } from './tab-messages.js';

type WithoutSender<Message> = Message extends unknown ? Omit<Message, 'from'> : never;

/** What one says to the other tabs of the user, and hears from them. */
export class TabChannel {
  /** Of this tab. */
  readonly id = randomID();
  readonly #name: string;
  readonly #onMessage: (message: TabMessage) => void;
  #channel: BroadcastChannel | undefined;

  constructor(name: string, onMessage: (message: TabMessage) => void) {
    this.#name = name;
    this.#onMessage = onMessage;
  }

  open(): void {
    this.#channel ??= new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#onMessage(unpack(data));
  }

  /** @throws {DOMException} what is said cannot be cloned */
  post(message: WithoutSender<TabMessage>): void {
    this.#channel?.postMessage(pack({ ...message, from: this.id }));
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }
}
