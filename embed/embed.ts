import type { LauncherTarget, OutgoingMessage, OpenIMLauncher } from '../components/launcher/launcher.js';
import { BAD_ARGUMENTS, EmbedError, NOT_BOOTED, TIMED_OUT } from './embed-error.js';
import { Listeners } from './listeners.js';
import { applyOptions } from './options.js';
import type {
  EmbedEventName,
  EmbedOptions,
  EmbedState,
  EmbedUser,
  Leaving,
  Listener,
  OpenIMChat,
  Unsubscribe,
  Verbs,
} from './types.js';

/** Time limit of every verb, whatever it waits for. */
const VERB_TIMEOUT_MS = 3000;

type AnyVerb = (...args: never[]) => unknown;

/** The page's launcher, of which there is at most one, and the verbs that act on it. */
class Embed {
  readonly #defaults: Partial<EmbedOptions>;
  readonly #listeners = new Listeners();
  #launcher: OpenIMLauncher | undefined;

  constructor(defaults: Partial<EmbedOptions>) {
    this.#defaults = defaults;
  }

  readonly verbs: {
    readonly [Verb in keyof Verbs]: (...args: [...Parameters<Required<Verbs>[Verb]>]) => unknown;
  } = {
    boot: (options = {}) => {
      const launcher = this.#launcher ?? document.createElement('openim-launcher');
      const given = this.#launcher ? options : { ...this.#defaults, ...options };
      if (!this.#launcher && !isGatewayURL(given.url)) {
        throw new EmbedError(BAD_ARGUMENTS, 'boot needs the url of a gateway, such as wss://chat.example');
      }
      applyOptions(launcher, given);
      if (!this.#launcher) this.#listeners.follow(launcher);
      this.#launcher = launcher;
      this.#place(launcher);
    },
    shutdown: async () => {
      const launcher = this.#launcher;
      this.#launcher = undefined;
      const forgotten = launcher?.forget();
      launcher?.remove();
      return { unsent: (await forgotten) ?? 0 };
    },
    open: () => {
      const launcher = this.#require();
      launcher.hidden = false;
      launcher.open = true;
      return launcher.whenOpen();
    },
    close: () => {
      this.#require().open = false;
    },
    toggle: () => (this.#require().open ? this.verbs.close() : this.verbs.open()),
    show: () => {
      this.#require().hidden = false;
    },
    hide: () => {
      const launcher = this.#require();
      launcher.open = false;
      launcher.hidden = true;
    },
    update: (options) => applyOptions(this.#require(), options),
    setUser: (user) => this.#setUser(user),
    setLocale: (locale) => this.verbs.update({ locale }),
    setColorScheme: (colorScheme) => this.verbs.update({ colorScheme }),
    greet: (text) => this.#require().greet(text),
    startConversation: (target) => this.#require().startConversation(checkedTarget(target)),
    sendMessage: (message) => {
      const launcher = this.#require();
      checkMessage(message);
      return withTimeLimit((signal) => launcher.sendMessage(message, signal));
    },
    off: (event, listener) => this.#listeners.remove(event, listener),
  };

  on<Name extends EmbedEventName>(event: Name, listener: Listener<Name>): () => void {
    return this.#listeners.add(event, listener);
  }

  get(name: string): EmbedState[keyof EmbedState] {
    const launcher = this.#launcher;
    const panel = launcher?.panel;
    const state: EmbedState = {
      unread: launcher?.unread ?? 0,
      open: launcher?.open ?? false,
      visible: launcher !== undefined && !launcher.hidden,
      userID: panel?.userID ?? '',
      conversationID: panel?.conversationID ?? '',
      connection: (panel?.connection as EmbedState['connection'] | undefined) ?? 'idle',
      locale: launcher?.locale ?? '',
    };
    if (!Object.hasOwn(state, name)) {
      throw new EmbedError(BAD_ARGUMENTS, `cannot get ${name}; use one of ${Object.keys(state).join(', ')}`);
    }
    return state[name as keyof EmbedState];
  }

  async #setUser(user: EmbedUser | null): Promise<Leaving> {
    const launcher = this.#require();
    const { userID = '', token = '', getToken } = user ?? {};
    if (user && (typeof userID !== 'string' || !userID || (!token && typeof getToken !== 'function'))) {
      throw new EmbedError(BAD_ARGUMENTS, 'setUser needs {userID, getToken}, or null to sign out');
    }
    launcher.getToken = getToken;
    launcher.token = token;
    launcher.userID = userID;
    return { unsent: await launcher.whenForgotten() };
  }

  /** Inserts the launcher after the body, so that a page that replaces its body does not remove the launcher. */
  #place(launcher: OpenIMLauncher): void {
    const place = (): void => {
      if (launcher === this.#launcher && !launcher.isConnected) document.documentElement.append(launcher);
    };
    // While there is no body yet, appending the launcher would make the parser insert the body after it.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- absent while the head is being read
    if (document.body) place();
    else document.addEventListener('DOMContentLoaded', place, { once: true });
  }

  #require(): OpenIMLauncher {
    const launcher = this.#launcher;
    if (!launcher) throw new EmbedError(NOT_BOOTED, 'there is no chat yet: call boot first');
    // Something may have removed the launcher, such as a page that replaced its whole document.
    this.#place(launcher);
    return launcher;
  }
}

function isGatewayURL(url: unknown): boolean {
  return typeof url === 'string' && URL.canParse(url) && /^(?:ws|http)s?:/i.test(url);
}

function checkedTarget(target: LauncherTarget): LauncherTarget {
  const { userID, groupID } = Object(target) as Partial<Record<'userID' | 'groupID', unknown>>;
  if (typeof userID === 'string' && userID) return { userID };
  if (typeof groupID === 'string' && groupID) return { groupID };
  throw new EmbedError(BAD_ARGUMENTS, 'startConversation needs {userID} or {groupID}');
}

function checkMessage(message: OutgoingMessage): void {
  const { text = message, data } = Object(message) as { readonly text?: unknown; readonly data?: unknown };
  if (data !== undefined || (typeof text === 'string' && text.trim() !== '')) return;
  throw new EmbedError(BAD_ARGUMENTS, 'sendMessage needs a text, {text}, or {data} for a custom message');
}

/** Rejects if `begin` has not settled within the time limit, and then aborts the signal that `begin` was given. */
function withTimeLimit<Value>(begin: (signal: AbortSignal) => Value | Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const limit = new AbortController();
    const timer = setTimeout(() => {
      const error = new EmbedError(TIMED_OUT, 'timed out; can the gateway be reached?');
      limit.abort(error);
      reject(error);
    }, VERB_TIMEOUT_MS);
    void (async () => begin(limit.signal))()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/**
 * Keeps a rejection that the page does not handle from being reported as an unhandled rejection. Mistakes of the page's
 * developer are logged to the console instead.
 */
function quiet<Result extends Promise<unknown>>(result: Result): Result {
  result.catch((error: unknown) => {
    const isMistake = error instanceof EmbedError && error.code !== TIMED_OUT;
    if (isMistake) console.warn(`[openim-chat] ${error.message}`);
  });
  return result;
}

/**
 * Creates the function `OpenIMChat` of a page; the launcher is only created by the verb `boot`.
 *
 * @param defaults options for the first `boot`, from the attributes of the script
 */
export function createEmbed(defaults: Partial<EmbedOptions> = {}): OpenIMChat {
  const embed = new Embed(defaults);
  const run = (verb: string, ...args: unknown[]): unknown => {
    if (verb === 'on') return listen(embed, args as Parameters<Embed['on']>);
    if (verb === 'get') return quiet(withTimeLimit(() => embed.get(String(args[0]))));
    return quiet(
      withTimeLimit(() => {
        if (!Object.hasOwn(embed.verbs, verb)) {
          const known = ['on', 'get', ...Object.keys(embed.verbs)].join(', ');
          throw new EmbedError(BAD_ARGUMENTS, `unknown verb ${verb}; use one of ${known}`);
        }
        const act: AnyVerb = embed.verbs[verb as keyof Verbs];
        return act(...(args as never[]));
      }),
    );
  };
  return Object.assign(run as OpenIMChat, { isLoaded: true as const });
}

function listen(embed: Embed, args: Parameters<Embed['on']>): Unsubscribe {
  let stop = (): void => undefined;
  // Adds the listener synchronously; the promise rejects if the arguments are refused.
  const listening = quiet(
    new Promise<() => void>((resolve) => {
      stop = embed.on(...args);
      resolve(stop);
    }),
  );
  return Object.assign(() => stop(), {
    then: listening.then.bind(listening),
    catch: listening.catch.bind(listening),
    finally: listening.finally.bind(listening),
    [Symbol.toStringTag]: 'Promise',
  });
}
