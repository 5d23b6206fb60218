import {
  ErrorCode,
  messageBuilders,
  OpenIMError,
  targetOfConversation,
  type CreateMethodName,
  type MessageContext,
  type MessageItem,
  type MethodArgs,
} from '../protocol/index.js';
import { fileMessage, type MediaFacts } from './file-message.js';
import type { SessionContext } from './session-context.js';

/** Brings what is written in one conversation into the outbox, in the order it was written. */
export class TimelineSending {
  readonly #conversationID: string;
  readonly #context: SessionContext;
  readonly #prepare: () => Promise<void>;
  /** Files that are not in the outbox yet. */
  #measuring: Promise<unknown> | undefined;

  /** @param prepare done before a message is queued */
  constructor(conversationID: string, context: SessionContext, prepare: () => Promise<void>) {
    this.#conversationID = conversationID;
    this.#context = context;
    this.#prepare = prepare;
  }

  async sendFile(file: File, media?: MediaFacts | Promise<MediaFacts | undefined>): Promise<void> {
    const before = this.#measuring;
    const message = fileMessage(this.#context.authorship(), file, media);
    const stored = Promise.allSettled([message, before]).then(async () => this.#enqueue(await message, file));
    // What is sent after a file stands after it, however long measuring takes.
    this.#measuring = stored.catch(() => undefined);
    await stored;
  }

  async send(message: MessageItem): Promise<void> {
    if (this.#measuring) await this.#measuring;
    await this.#enqueue(message);
  }

  create<Name extends CreateMethodName>(name: Name, ...args: MethodArgs<Name>): Promise<void> {
    const build: (context: MessageContext, ...args: MethodArgs<Name>) => MessageItem = messageBuilders[name];
    return this.send(build(this.#context.authorship(), ...args));
  }

  async #enqueue(message: MessageItem, file?: Blob): Promise<void> {
    const target = targetOfConversation(this.#conversationID);
    if (!target) throw new OpenIMError(ErrorCode.NotAllowedNow, `no conversation: ${this.#conversationID}`);
    const sync = await this.#context.opened;
    await this.#prepare();
    const [recvID, groupID] = 'userID' in target ? [target.userID, ''] : ['', target.groupID];
    await sync.send({ recvID, groupID, message, ...(file ? { file } : {}) }).stored;
  }
}
