import type {
  ConnectionState,
  Credentials,
  Engine,
  EngineCapabilities,
  EngineEvents,
} from '../../connection/engine.js';
import type { MethodArgs, MethodName, MethodResponse } from '../../protocol/index.js';
import { Emitter, type Unsubscribe } from '../../util/emitter.js';
import type { Logger } from '../../util/logger.js';
import type { SharedState } from './tab-messages.js';

/** What a tab's engine leaves to whoever leads. */
export type TabEngineHost = {
  readonly logger: Logger;
  readonly onReconnect: (token: string | undefined) => void;
  readonly onClose: () => void;
  readonly call: Engine['call'];
  /** The engine this tab connects with when it leads; all use their own for uploads, which need no connection. */
  readonly own: Engine;
};

/** The connection of all tabs as one of them sees it: the state is the leader's, calls go through it. */
export class TabEngine implements Engine {
  readonly #host: TabEngineHost;
  readonly #events: Emitter<EngineEvents>;
  #shared: SharedState = { state: { kind: 'idle' }, capabilities: { idempotentSend: false, inboxChanges: false } };
  #credentials: Credentials | undefined;
  readonly upload?: NonNullable<Engine['upload']>;

  constructor(host: TabEngineHost) {
    const { own, logger } = host;
    this.#host = host;
    this.#events = new Emitter(logger);
    const upload = own.upload?.bind(own);
    if (upload) this.upload = (file, options) => upload(file, options, this.#credentials);
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

  /** Whom this tab would connect as; undefined until it is opened. */
  get credentials(): Credentials | undefined {
    return this.#credentials;
  }

  /** Takes over what the leader says. */
  show(shared: SharedState): void {
    const former = this.#shared;
    this.#shared = shared;
    if (JSON.stringify(shared.state) !== JSON.stringify(former.state)) this.#events.emit('state', shared.state);
  }

  /** Until a leader says better. */
  showConnecting(): void {
    this.show({ ...this.#shared, state: { kind: 'connecting', attempt: 1 } });
  }

  takeToken(token: string): void {
    if (this.#credentials) this.#credentials = { ...this.#credentials, token };
  }

  open(credentials: Credentials): void {
    this.#credentials = credentials;
    // Whoever waits for the outcome of this login must not take the last one's for it.
    if (this.state.kind !== 'online') this.showConnecting();
    // Where there is none, the one that the other tabs have may do.
    this.#host.onReconnect(credentials.token || undefined);
  }

  reconnect(token?: string): void {
    if (token !== undefined) this.takeToken(token);
    this.#host.onReconnect(token);
  }

  close(): void {
    this.#credentials = undefined;
    this.#host.onClose();
  }

  call<Name extends MethodName>(
    name: Name,
    args: MethodArgs<Name>,
    operationID?: string,
  ): Promise<MethodResponse<Name>> {
    return this.#host.call(name, args, operationID);
  }

  on<Name extends keyof EngineEvents>(event: Name, listener: (payload: EngineEvents[Name]) => void): Unsubscribe {
    return this.#events.on(event, listener);
  }
}
