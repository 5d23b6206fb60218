import type {
  ConnectionState,
  Credentials,
  Engine,
  EngineCapabilities,
  EngineEvents,
  UploadOptions,
} from '../../connection/engine.js';
import type { MethodArgs, MethodName, MethodResponse, UploadedFile } from '../../protocol/index.js';
import { Emitter, type Unsubscribe } from '../../util/emitter.js';
import type { Logger } from '../../util/logger.js';
import type { SharedState } from './tab-messages.js';

/** The operations that a tab's engine delegates, because the leader carries them out. */
export type TabEngineHost = {
  readonly logger: Logger;
  readonly onReconnect: (token: string | undefined) => void;
  readonly onClose: () => void;
  readonly call: Engine['call'];
  /** The engine with which this tab connects if it leads. Every tab uploads with its own, which needs no connection. */
  readonly own: Engine;
};

/** A tab's view of the connection that all tabs share: shows the leader's state and sends calls through the leader. */
export class TabEngine implements Engine {
  readonly #host: TabEngineHost;
  readonly #events: Emitter<EngineEvents>;
  #shared: SharedState = { state: { kind: 'idle' }, capabilities: { idempotentSend: false, inboxChanges: false } };
  #credentials: Credentials | undefined;

  constructor(host: TabEngineHost) {
    this.#host = host;
    this.#events = new Emitter(host.logger);
  }

  get state(): ConnectionState {
    return this.#shared.state;
  }

  get capabilities(): EngineCapabilities {
    return this.#shared.capabilities;
  }

  get shared(): SharedState {
    return this.#shared;
  }

  /** The credentials with which this tab connects if it leads; undefined until it is opened. */
  get credentials(): Credentials | undefined {
    return this.#credentials;
  }

  /** Shows the state of the leader's connection. */
  show(shared: SharedState): void {
    const former = this.#shared;
    this.#shared = shared;
    if (JSON.stringify(shared.state) !== JSON.stringify(former.state)) this.#events.emit('state', shared.state);
  }

  /** Shows `connecting` until the leader's state arrives. */
  showConnecting(): void {
    this.show({ ...this.#shared, state: { kind: 'connecting', attempt: 1 } });
  }

  takeToken(token: string): void {
    if (this.#credentials) this.#credentials = { ...this.#credentials, token };
  }

  open(credentials: Credentials): void {
    this.#credentials = credentials;
    // Code that waits for the outcome of this login must not see the outcome of the previous one.
    if (this.state.kind !== 'online') this.showConnecting();
    // If this login has no token, the token of another tab is used.
    this.#host.onReconnect(credentials.token || undefined);
  }

  reconnect(token?: string): void {
    if (token !== undefined) this.takeToken(token);
    this.#host.onReconnect(token);
  }

  close(): void {
    this.#credentials = undefined;
    this.#host.onClose();
    this.show({ ...this.#shared, state: { kind: 'idle' } });
  }

  call<Name extends MethodName>(
    name: Name,
    args: MethodArgs<Name>,
    operationID?: string,
  ): Promise<MethodResponse<Name>> {
    return this.#host.call(name, args, operationID);
  }

  upload(file: Blob, options?: UploadOptions): Promise<UploadedFile> {
    return this.#host.own.upload(file, options, this.#credentials);
  }

  on<Name extends keyof EngineEvents>(event: Name, listener: (payload: EngineEvents[Name]) => void): Unsubscribe {
    return this.#events.on(event, listener);
  }
}
