import { DEFAULT_MAX_FILE_BYTES, MAX_WEB_CONNECTIONS_PER_USER } from '../src/protocol/index.js';
import { systemClock, type Clock } from './clock.js';
import { isUserID, USER_ID_RULE } from './user-id.js';

/** Requests that one connection may make before it gets 810. */
export type RateLimit = {
  /** Sustained requests per second. */
  perSecond: number;
  /** Requests in a burst, after a pause. */
  burst: number;
};

/**
 * Maximum numbers of simultaneous WebSockets; more are refused with HTTP 429, or with 401 (810 at a Login) for the
 * limit per user.
 */
export type ConnectionLimits = {
  /** Of one user, on each platform class: Web and mini-program are one class. */
  perUser: number;
  /** From one address, which may have twice as many connections of any kind. */
  perAddress: number;
  /** From one address, without a valid token in the handshake and not logged in. */
  unprovenPerAddress: number;
  /** In total, without a valid token in the handshake and not logged in. */
  unproven: number;
};

/** Files in PEM format. */
export type TlsFiles = {
  /** The certificate, followed by its intermediate certificates. */
  certificate: string;
  key: string;
};

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Options of {@link createGateway}. Only `dataDir` and `secret` are required. */
export type GatewayOptions = {
  /** Directory of the database `gateway.db`; created if it does not exist. */
  dataDir: string;
  /** Signs tokens and authenticates REST calls; at least 16 characters. */
  secret: string;
  /** Address to listen on. Default `127.0.0.1`. */
  host?: string;
  /** Port to listen on, 0 picks a free one. Default 30000. */
  port?: number;
  /**
   * Origins of pages that may connect, such as `https://a.example`, or `'*'` for any. Default: any if bound to
   * loopback; otherwise required. Requests without an Origin (not from a browser) are always allowed.
   */
  origins?: readonly string[] | '*';
  /** Default: the real clock. */
  clock?: Clock;
  /** Logs go to stderr as JSON lines. Default `info`. */
  logLevel?: LogLevel;
  /** Requests on one connection. Default 100 per second, bursts of 500. */
  rateLimit?: Partial<RateLimit>;
  /** Requests on all connections of one user. Default twice the limit of a connection. */
  userRateLimit?: Partial<RateLimit>;
  /** Frames on a connection before its login. Default 1 per second, bursts of 20. */
  loginRateLimit?: Partial<RateLimit>;
  /** Handshakes from one address. Default 100 per second, bursts of 2,000. */
  handshakeRateLimit?: Partial<RateLimit>;
  /** Default 10 per user, 4,000 per address, 600 unauthenticated per address, 2,000 unauthenticated in total. */
  connectionLimits?: Partial<ConnectionLimits>;
  /** Days a token is valid. Default 90. */
  tokenLifetimeDays?: number;
  /** Refuse messages to users who do not have the sender as a friend (601). Default false. */
  friendCheck?: boolean;
  /** Maximum number of missed messages replayed at login. Default 500. */
  catchUpLimit?: number;
  /** Bytes queued for a slow reader before its connection is closed. Default 4 MiB. */
  maxSendQueueBytes?: number;
  /** Maximum size of an upload, in bytes. Default 25,000,000. */
  maxFileBytes?: number;
  /** Total bytes of one user's files, beyond which uploads get 803. Default 1,000,000,000. */
  maxFileBytesPerUser?: number;
  /** As {@link GatewayOptions.maxFileBytesPerUser}, for a guest. Default 50,000,000. */
  maxFileBytesPerGuest?: number;
  /** Bytes that the guests of one address may upload in a day, beyond which they get 810. Default 500,000,000. */
  maxGuestBytesPerAddress?: number;
  /**
   * Days to keep an upload that nothing on this gateway refers to: no message, profile, group or draft. 0 keeps them
   * forever. Default 30.
   */
  unsentFileDays?: number;
  /** Uploads that one user may make before they get 810. Default one in two seconds, bursts of 50. */
  uploadRateLimit?: Partial<RateLimit>;
  /**
   * URL at which browsers reach this gateway through a proxy, such as `https://chat.example`, used in the URLs of
   * files. Default: the URL that the uploader used.
   */
  publicUrl?: string;
  /** Users who answer support chats (docs/support.md); created if they do not exist. Default: no support chats. */
  supportAgents?: readonly string[];
  /** Support sessions that one address may open per minute. Default 60. */
  supportSessionsPerMinute?: number;
  /** Proxies whose `X-Forwarded-For` is trusted: addresses, or networks such as `10.0.0.0/8`. Default none. */
  trustedProxies?: readonly string[];
  /** Serve https and wss with this certificate. Default: http and ws, for use behind a proxy with TLS. */
  tls?: TlsFiles;
};

/** Options without a default stay optional. */
type Unset = 'origins' | 'publicUrl' | 'tls';
type RateLimitName = 'rateLimit' | 'userRateLimit' | 'loginRateLimit' | 'handshakeRateLimit' | 'uploadRateLimit';
export type Settings = Required<Omit<GatewayOptions, Unset | RateLimitName | 'connectionLimits'>> &
  Pick<GatewayOptions, Unset> &
  Record<RateLimitName, RateLimit> & { connectionLimits: ConnectionLimits };

const DEFAULTS = {
  host: '127.0.0.1',
  port: 30_000,
  clock: systemClock,
  logLevel: 'info',
  rateLimit: { perSecond: 100, burst: 500 },
  loginRateLimit: { perSecond: 1, burst: 20 },
  handshakeRateLimit: { perSecond: 100, burst: 2000 },
  connectionLimits: {
    perUser: MAX_WEB_CONNECTIONS_PER_USER,
    perAddress: 4000,
    unprovenPerAddress: 600,
    unproven: 2000,
  },
  tokenLifetimeDays: 90,
  friendCheck: false,
  catchUpLimit: 500,
  maxSendQueueBytes: 4 * 1024 * 1024,
  maxFileBytes: DEFAULT_MAX_FILE_BYTES,
  maxFileBytesPerUser: 1_000_000_000,
  maxFileBytesPerGuest: 50_000_000,
  maxGuestBytesPerAddress: 500_000_000,
  unsentFileDays: 30,
  uploadRateLimit: { perSecond: 1, burst: 100 },
  supportAgents: [],
  supportSessionsPerMinute: 60,
  trustedProxies: [],
} as const satisfies Partial<GatewayOptions>;

export const MIN_SECRET_LENGTH = 16;

const CAN_BE_ZERO: ReadonlySet<string> = new Set(['unsentFileDays', 'catchUpLimit']);

/** All limits by their names in docs/gateway-limits.md: `maxFileBytes`, `rateLimit.burst`. */
function limitsOf(settings: Settings): Map<string, number> {
  const limits = new Map<string, number>();
  for (const [name, value] of Object.entries({ ...settings, port: undefined })) {
    if (typeof value === 'number') limits.set(name, value);
    else if (name.endsWith('Limit') || name.endsWith('Limits')) {
      for (const [member, number] of Object.entries(value as Record<string, number>))
        limits.set(`${name}.${member}`, number);
    }
  }
  return limits;
}

/**
 * Parses limits given by name, such as `rateLimit.burst=1000`.
 *
 * @throws {Error} if a name is unknown or a value is not a number
 */
export function limitOptions(pairs: readonly string[]): Partial<GatewayOptions> {
  const known = limitsOf(settingsOf({ dataDir: '', secret: '-'.repeat(MIN_SECRET_LENGTH) }));
  const options: Record<string, number | Record<string, number>> = {};
  for (const pair of pairs) {
    const [name = '', text = ''] = pair.split('=');
    const value = text.trim() === '' ? NaN : Number(text);
    if (!known.has(name)) throw new Error(`unknown limit ${name}; use one of ${[...known.keys()].join(', ')}`);
    if (Number.isNaN(value)) throw new Error(`${name} needs a number, as in ${name}=${known.get(name)}`);
    const [group = '', member] = name.split('.');
    if (member === undefined) options[group] = value;
    else options[group] = { ...(options[group] as Record<string, number> | undefined), [member]: value };
  }
  return options;
}

/** The longest that dates can be calculated with: 8.64e15 ms. */
const MAX_DAYS = 1e8;

/** Returns the options with their defaults. @throws {Error} if an option is missing or invalid */
export function settingsOf(given: GatewayOptions): Settings {
  // As if it was left out: an option is often a variable of the environment, which may not be set.
  const entries = Object.entries<unknown>(given).filter(([, value]) => value !== undefined);
  const options = Object.fromEntries(entries) as GatewayOptions;
  const rateLimit = { ...DEFAULTS.rateLimit, ...options.rateLimit };
  const settings: Settings = {
    ...DEFAULTS,
    ...options,
    rateLimit,
    userRateLimit: {
      perSecond: 2 * rateLimit.perSecond,
      burst: 2 * rateLimit.burst,
      ...options.userRateLimit,
    },
    loginRateLimit: { ...DEFAULTS.loginRateLimit, ...options.loginRateLimit },
    handshakeRateLimit: { ...DEFAULTS.handshakeRateLimit, ...options.handshakeRateLimit },
    uploadRateLimit: { ...DEFAULTS.uploadRateLimit, ...options.uploadRateLimit },
    connectionLimits: { ...DEFAULTS.connectionLimits, ...options.connectionLimits },
  };
  if (settings.secret.length < MIN_SECRET_LENGTH) {
    throw new Error(`the secret must have at least ${MIN_SECRET_LENGTH} characters`);
  }
  if (settings.origins === undefined && !isLoopback(settings.host)) {
    throw new Error(`origins are required when listening on ${settings.host}, which other machines can reach`);
  }
  for (const [name, value] of limitsOf(settings)) {
    const isWhole = !/(perSecond|Days)$/.test(name);
    const isNumber = isWhole ? Number.isSafeInteger(value) : Number.isFinite(value);
    if (name.endsWith('Days') && value > MAX_DAYS)
      throw new Error(`${name} must be at most ${MAX_DAYS}, not ${value}`);
    const isRight = isNumber && (value > 0 || (value === 0 && CAN_BE_ZERO.has(name)));
    if (!isRight)
      throw new Error(`${name} must be a positive ${isWhole ? 'whole number' : 'number'}, not ${value}`);
  }
  for (const agentID of settings.supportAgents) {
    if (!isUserID(agentID)) throw new Error(`${agentID} is not a userID: ${USER_ID_RULE}`);
  }
  const { origins = [], publicUrl } = settings;
  // The paths of files are appended to it.
  if (publicUrl !== undefined && !(URL.canParse(publicUrl) && /^https?:[^?#]+$/i.test(publicUrl))) {
    throw new Error(`${publicUrl} is not a public URL; use one like https://chat.example`);
  }
  for (const origin of origins === '*' ? [] : origins) {
    if (!isOrigin(origin)) throw new Error(`${origin} is not an origin; use one like https://a.example`);
  }
  return settings;
}

/** Whether the text is what browsers send as Origin: scheme, host and, unless it is the default, port. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text.toLowerCase();
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
