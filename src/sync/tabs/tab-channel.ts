import { randomID } from '../../util/ids.js';
import { pack, unpack, type TabMessage } from './tab-messages.js';

type WithoutSender<Message> = Message extends unknown ? Omit<Message, 'from'> : never;

/** The channel between the tabs of a user. */
export class TabChannel {
  /** The ID of this tab. */
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

  /** Sends a message to all other tabs. @throws {DOMException} if it cannot be cloned */
  post(message: WithoutSender<TabMessage>): void {
    this.#channel?.postMessage(pack({ ...message, from: this.id }));
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }
}
