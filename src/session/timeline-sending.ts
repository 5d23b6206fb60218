import {
  ErrorCode,
  OpenIMError,
  parse,
  targetOfConversation,
  textMessage,
  toJson,
  type CreateMethodName,
  type MessageContext,
  type MessageItem,
  type MethodArgs,
} from '../protocol/index.js';
import { laterPart } from '../sync/types.js';
import { settledWithin } from '../util/settled-within.js';
import type { Made, MediaFacts } from './message-making.js';
import type { SessionContext } from './session-context.js';

/** How long a message waits for those before it: until it is stored, it would be lost with the page. */
export const PATIENCE_MS = 5000;

const loadMaking = laterPart(() => import('./message-making.js'));

type Making = Awaited<ReturnType<typeof loadMaking>>;

/** Puts the messages of one conversation into the outbox, in the order in which they were written. */
export class TimelineSending {
  readonly #conversationID: string;
  readonly #context: SessionContext;
  readonly #prepare: () => Promise<void>;
  readonly #onQueued: () => void;
  /** Settles when all messages other than plain texts that were sent so far are in the outbox, or have taken too long. */
  #making: Promise<void> | undefined;

  /**
   * @param prepare is called and awaited before a message is queued
   * @param onQueued is called when the message will be stored before anything else
   */
  constructor(
    conversationID: string,
    context: SessionContext,
    prepare: () => Promise<void>,
    onQueued: () => void,
  ) {
    this.#conversationID = conversationID;
    this.#context = context;
    this.#prepare = prepare;
    this.#onQueued = onQueued;
  }

  sendText(text: string): Promise<void> {
    return this.send(textMessage(this.#context.authorship(), text));
  }

  sendFile(file: File, media?: MediaFacts | Promise<MediaFacts | undefined>): Promise<void> {
    return this.#make(({ fileMessage }, context, facts) => fileMessage(context, file, facts), media);
  }

  create<Name extends CreateMethodName>(name: Name, ...args: MethodArgs<Name>): Promise<void> {
    return this.#make(({ messageBuilders }, context) => {
      const build: (context: MessageContext, ...args: MethodArgs<Name>) => MessageItem = messageBuilders[name];
      return { message: build(context, ...args) };
    });
  }

  async send(message: MessageItem): Promise<void> {
    if (this.#making) await this.#making;
    await this.#enqueue({ message });
  }

  async #make(
    make: (making: Making, context: MessageContext, facts?: MediaFacts) => Made | Promise<Made>,
    media?: MediaFacts | Promise<MediaFacts | undefined>,
  ): Promise<void> {
    const before = this.#making;
    const context = this.#context.authorship();
    // Waits for both at once: the facts may be rejected before the code is there.
    const made = Promise.all([loadMaking(), media]).then(([making, facts]) => make(making, context, facts));
    const stored = Promise.allSettled([made, before]).then(async () => this.#enqueue(await made));
    // A message that is sent after this one comes after it, unless it takes long to fetch the code or to measure a file.
    this.#making = settledWithin(stored, PATIENCE_MS, this.#context.clock);
    await stored;
  }

  async #enqueue({ message, ...file }: Made): Promise<void> {
    const target = targetOfConversation(this.#conversationID);
    if (!target) throw new OpenIMError(ErrorCode.NotAllowedNow, `no conversation: ${this.#conversationID}`);
    const sync = await this.#context.opened;
    await this.#prepare();
    const [recvID, groupID] = 'userID' in target ? [target.userID, ''] : ['', target.groupID];
    const { stored } = sync.send({ recvID, groupID, message: parse(toJson(message)), ...file });
    this.#onQueued();
    await stored;
  }
}
