import { DEFAULT_MAX_FILE_BYTES, MAX_WEB_CONNECTIONS_PER_USER } from '../src/protocol/index.js';
import { systemClock, type Clock } from './clock.js';

/** Requests one connection may make before it is answered with 810 (protocol 5.7). */
export type RateLimit = {
  /** Requests a second, sustained. */
  perSecond: number;
  /** Requests at once, after a pause. */
  burst: number;
};

/** How many connections there may be at once; what is beyond is refused with HTTP 429, in the user's case with 401 or, at a Login, 810. */
export type ConnectionLimits = {
  /** Of one user, on each class of platform: Web and mini-program are one class. */
  perUser: number;
  /** From one address. */
  perAddress: number;
  /** From one address, without a good token in the handshake and not logged in. */
  unprovenPerAddress: number;
  /** In all, without a good token in the handshake and not logged in. */
  unproven: number;
};

/** Files in PEM format. */
export type TlsFiles = {
  /** The certificate, with those between it and the root behind it. */
  certificate: string;
  key: string;
};

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** What {@link createGateway} takes. Only `dataDir` and `secret` have no default. */
export type GatewayOptions = {
  /** Directory of the database `gateway.db`; made where it does not exist. */
  dataDir: string;
  /** Signs tokens and admits to the REST calls; at least 16 characters. */
  secret: string;
  /** Address to listen on. Default `127.0.0.1`. */
  host?: string;
  /** Port to listen on, 0 picks a free one. Default 30000. */
  port?: number;
  /**
   * Origins whose pages may connect, such as `https://a.example`, or `'*'` for any. Default: any while bound to
   * loopback; required otherwise. A request without an Origin (not a browser) is always fine.
   */
  origins?: readonly string[] | '*';
  /** Default: the real clock. */
  clock?: Clock;
  /** Logs go to stderr as JSON lines. Default `info`. */
  logLevel?: LogLevel;
  /** Requests of one connection. Default 100 a second, bursts of 500. */
  rateLimit?: Partial<RateLimit>;
  /** Requests of all connections of one user. Default twice the limit of a connection. */
  userRateLimit?: Partial<RateLimit>;
  /** Frames of a connection before its login. Default 1 a second, bursts of 20. */
  loginRateLimit?: Partial<RateLimit>;
  /** Handshakes from one address. Default 100 a second, bursts of 2,000. */
  handshakeRateLimit?: Partial<RateLimit>;
  /** Default 10 of a user, 4,000 from an address, 600 unproven from an address, 2,000 unproven in all. */
  connectionLimits?: Partial<ConnectionLimits>;
  /** Days a token is valid. Default 90. */
  tokenLifetimeDays?: number;
  /** Refuse messages to people who do not have the sender as friend (601). Default false. */
  friendCheck?: boolean;
  /** Most missed messages replayed at login (domain rules 12.3). Default 500. */
  catchUpLimit?: number;
  /** Bytes waiting for a slow reader before its connection is closed. Default 4 MiB. */
  maxSendQueueBytes?: number;
  /** Largest file that may be uploaded, in bytes. Default 25,000,000. */
  maxFileBytes?: number;
  /** Bytes one user may have stored in files before uploads are answered 803. Default 1,000,000,000. */
  maxFileBytesPerUser?: number;
  /** As {@link GatewayOptions.maxFileBytesPerUser}, for a guest. Default 50,000,000. */
  maxFileBytesPerGuest?: number;
  /**
   * Days an upload is kept that nothing on this gateway refers to: no message, profile, group or draft. 0 keeps them for
   * good. Default 30.
   */
  unsentFileDays?: number;
  /** Files one user may upload before they are answered 810. Default one in two seconds, bursts of 50. */
  uploadRateLimit?: Partial<RateLimit>;
  /**
   * Where browsers reach this gateway, such as `https://chat.example`, when a proxy stands before it: addresses of files
   * begin with it. Default: what the uploader called it.
   */
  publicUrl?: string;
  /** Users who answer support chats (docs/support.md); those who are unknown are made. Default: no support. */
  supportAgents?: readonly string[];
  /** Support sessions one address may open in a minute. Default 60. */
  supportSessionsPerMinute?: number;
  /** Proxies in front, whose `X-Forwarded-For` says who asks: addresses, or networks such as `10.0.0.0/8`. Default none. */
  trustedProxies?: readonly string[];
  /** Serve https and wss with this certificate. Default: http and ws, for a proxy in front that does TLS. */
  tls?: TlsFiles;
};

/** Those without a default stay optional. */
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
  unsentFileDays: 30,
  uploadRateLimit: { perSecond: 0.5, burst: 50 },
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
 * Limits as they are given by name: `rateLimit.burst=1000`.
 *
 * @throws {Error} for a name that is none, and for what is no number
 */
export function limitOptions(pairs: readonly string[]): Partial<GatewayOptions> {
  const known = limitsOf(settingsOf({ dataDir: '', secret: '-'.repeat(MIN_SECRET_LENGTH) }));
  const options: Record<string, number | Record<string, number>> = {};
  for (const pair of pairs) {
    const [name = '', text = ''] = pair.split('=');
    const value = text.trim() === '' ? NaN : Number(text);
    if (!known.has(name)) throw new Error(`${name} is no limit; there are ${[...known.keys()].join(', ')}`);
    if (Number.isNaN(value)) throw new Error(`${name} needs a number, as in ${name}=${known.get(name)}`);
    const [group = '', member] = name.split('.');
    if (member === undefined) options[group] = value;
    else options[group] = { ...(options[group] as Record<string, number> | undefined), [member]: value };
  }
  return options;
}

/** Options with their defaults. @throws {Error} when they cannot be served */
export function settingsOf(options: GatewayOptions): Settings {
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
    throw new Error(`origins must be given when bound to ${settings.host}, which other machines can reach`);
  }
  for (const [name, value] of limitsOf(settings)) {
    const isRight = Number.isFinite(value) && (value > 0 || (value === 0 && CAN_BE_ZERO.has(name)));
    if (!isRight) throw new Error(`${name} must be a positive number, not ${value}`);
  }
  const { origins = [], publicUrl } = settings;
  if (publicUrl !== undefined && !(URL.canParse(publicUrl) && /^https?:/i.test(publicUrl))) {
    throw new Error(`${publicUrl} is no public URL; one looks like https://chat.example`);
  }
  for (const origin of origins === '*' ? [] : origins) {
    if (!isOrigin(origin)) throw new Error(`${origin} is no origin; one looks like https://a.example`);
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
