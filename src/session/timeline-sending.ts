import {
  ErrorCode,
  messageBuilders,
  OpenIMError,
  parse,
  targetOfConversation,
  toJson,
  type CreateMethodName,
  type MessageContext,
  type MessageItem,
  type MethodArgs,
} from '../protocol/index.js';
import { fileMessage, type MediaFacts } from './file-message.js';
import type { SessionContext } from './session-context.js';

/** Puts the messages of one conversation into the outbox, in the order in which they were written. */
export class TimelineSending {
  readonly #conversationID: string;
  readonly #context: SessionContext;
  readonly #prepare: () => Promise<void>;
  /** Settles when all files sent so far are in the outbox. */
  #measuring: Promise<unknown> | undefined;

  /** @param prepare is called and awaited before a message is queued */
  constructor(conversationID: string, context: SessionContext, prepare: () => Promise<void>) {
    this.#conversationID = conversationID;
    this.#context = context;
    this.#prepare = prepare;
  }

  async sendFile(file: File, media?: MediaFacts | Promise<MediaFacts | undefined>): Promise<void> {
    const before = this.#measuring;
    const message = fileMessage(this.#context.authorship(), file, media);
    const stored = Promise.allSettled([message, before]).then(async () => this.#enqueue(await message, file));
    // A message that is sent after a file must come after it, however long the file takes to measure.
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
    await sync.send({ recvID, groupID, message: parse(toJson(message)), ...(file ? { file } : {}) }).stored;
  }
}
