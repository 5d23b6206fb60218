#!/usr/bin/env node
/**
 * `openim-gateway` (docs/running-the-gateway.md). When it listens, it prints one line with its URL on stdout, so that
 * scripts can wait for it, and logs JSON lines on stderr. Its subcommands back up, restore and check the data directory.
 */
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { Command, InvalidArgumentError, Option } from 'commander';
import { createGateway, type Gateway, type GatewayOptions, type LogLevel } from './gateway.js';
import { createLogger } from './logger.js';
import { backUp, restore, type BackupSummary } from './maintenance/backup.js';
import { checkData } from './maintenance/check.js';
import { isLoopback, limitOptions, MIN_SECRET_LENGTH } from './options.js';

/** The process exits within this time after a signal, even if something hangs. */
const EXIT_WITHIN_MS = 4500;

const LOG_LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

type CliOptions = {
  port: number;
  host: string;
  data: string;
  origins?: string[] | '*';
  supportAgents?: string[];
  maxFileBytes?: number;
  unsentFileDays?: number;
  limit: Partial<GatewayOptions>;
  publicUrl?: string;
  trustedProxies?: string[];
  tlsCert?: string;
  tlsKey?: string;
  logLevel: LogLevel;
  dev?: true;
};

const { version } = createRequire(import.meta.url)('openim-chat/package.json') as { version: string };

const command: Command = new Command('openim-gateway')
  .description('A chat gateway for OpenIM clients: one process, one SQLite file. OPENIM_SECRET signs its tokens.')
  .addOption(
    new Option('--port <number>', 'port to listen on; 0 picks a free one')
      .env('OPENIM_PORT')
      .default(30_000)
      .argParser(portNumber),
  )
  .addOption(new Option('--host <address>', 'address to listen on').env('OPENIM_HOST').default('127.0.0.1'))
  .addOption(
    new Option('--data <directory>', 'data directory, with the database and uploads')
      .env('OPENIM_DATA')
      .default('./data'),
  )
  .addOption(
    new Option('--origins <list>', "origins of pages that may connect, comma-separated; '*' for any")
      .env('OPENIM_ORIGINS')
      .argParser(originList),
  )
  .addOption(new Option('--support-agents <list>', 'users who answer support chats').argParser(commaList))
  .addOption(
    new Option('--max-file-bytes <number>', 'largest upload in bytes (default: 25000000)').argParser(byteCount),
  )
  .addOption(
    new Option(
      '--unsent-file-days <number>',
      'days to keep an upload that nothing refers to; 0 keeps it forever (default: 30)',
    ).argParser(dayCount),
  )
  .addOption(
    new Option('--limit <list>', 'limits by name, comma-separated: rateLimit.burst=1000 (docs/gateway-limits.md)')
      .env('OPENIM_LIMITS')
      .default({}, 'those of docs/gateway-limits.md')
      .argParser(limitList),
  )
  .addOption(new Option('--public-url <url>', 'URL at which browsers reach the gateway through a proxy'))
  .addOption(
    new Option('--trusted-proxies <list>', 'proxies whose X-Forwarded-For is trusted').argParser(commaList),
  )
  .addOption(
    new Option('--tls-cert <file>', 'serve https and wss with this certificate (PEM); requires --tls-key'),
  )
  .addOption(new Option('--tls-key <file>', "the certificate's private key (PEM)"))
  .addOption(new Option('--log-level <level>').choices(LOG_LEVELS).default('info'))
  .option('--dev', 'run with a throw-away secret, on loopback only')
  .version(version, '--version')
  .configureHelp({ showGlobalOptions: true })
  .allowExcessArguments()
  .action(serve);

command
  .command('backup')
  .description('copy the database and all uploads to one file; the gateway may be running')
  .argument('<file>')
  .action((file: string) => report(backUp(command.opts<CliOptions>().data, file), `backed up to ${file}`));

command
  .command('restore')
  .description('create a data directory from a backup; never overwrites one')
  .argument('<file>')
  .action((file: string) => {
    const { data } = command.opts<CliOptions>();
    return report(restore(file, data), `restored to ${data}`);
  });

command
  .command('check')
  .description('look for damage in the database, the inboxes and the uploads; exits with 2 if there is any')
  .action(check);

async function report(work: Promise<BackupSummary>, done: string): Promise<void> {
  const { files, sizeBytes } = await work.catch((error: unknown) => command.error(`error: ${textOf(error)}`));
  process.stdout.write(`${done}: ${sizeBytes} bytes, ${files} uploaded files\n`);
}

/** Exits with 2 if there is damage, and with 1 if the data could not be checked. */
async function check(): Promise<void> {
  const { data } = command.opts<CliOptions>();
  let damage: string[];
  try {
    damage = await checkData(data);
  } catch (error) {
    command.error(`error: ${textOf(error)}`);
  }
  process.stdout.write(damage.length === 0 ? `no damage found in ${data}\n` : `${damage.join('\n')}\n`);
  if (damage.length > 0) process.exitCode = 2;
}

async function serve(): Promise<void> {
  const [unknown] = command.args;
  if (unknown !== undefined) command.error(`error: unknown command '${unknown}'; see --help`);
  const options = command.opts<CliOptions>();
  const logger = createLogger(options.logLevel);
  const secret = secretFor(options);
  if (!isLoopback(options.host) && options.origins === undefined) {
    command.error(`error: --origins is required with --host ${options.host} ('*' explicitly allows all)`);
  }

  if ((options.tlsCert === undefined) !== (options.tlsKey === undefined)) {
    command.error('error: --tls-cert and --tls-key must be used together');
  }

  let gateway: Gateway;
  try {
    const { host, port, data: dataDir, origins, logLevel, maxFileBytes, publicUrl, supportAgents } = options;
    const { trustedProxies, tlsCert: certificate, tlsKey: key, unsentFileDays } = options;
    gateway = await createGateway({
      host,
      port,
      dataDir,
      secret,
      logLevel,
      ...options.limit,
      ...(origins ? { origins } : {}),
      ...(maxFileBytes ? { maxFileBytes } : {}),
      ...(unsentFileDays === undefined ? {} : { unsentFileDays }),
      ...(publicUrl ? { publicUrl } : {}),
      ...(supportAgents ? { supportAgents } : {}),
      ...(trustedProxies ? { trustedProxies } : {}),
      ...(certificate && key ? { tls: { certificate, key } } : {}),
    });
  } catch (error) {
    command.error(`error: ${reasonOf(error, options)}`);
  }
  const stop = (signal: NodeJS.Signals): void => {
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(0), EXIT_WITHIN_MS).unref();
    gateway.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Printed last: a script that waits for this line may stop the gateway at once, so the signal handlers must be in place.
  process.stdout.write(`openim-gateway listening on ${gateway.url}\n`);
}

function secretFor({ dev, host }: CliOptions): string {
  const secret = process.env['OPENIM_SECRET'];
  if (dev) {
    if (!isLoopback(host)) command.error(`error: --dev is for loopback only, not for --host ${host}`);
    if (secret === undefined) return throwAwaySecret();
  }
  if (secret === undefined || secret.length < MIN_SECRET_LENGTH) {
    command.error(`error: OPENIM_SECRET must be set to at least ${MIN_SECRET_LENGTH} characters (or use --dev)`);
  }
  return secret;
}

/** Logs the secret, so that a developer can request tokens with it. Its tokens are worthless once the process has ended. */
function throwAwaySecret(): string {
  const devSecret = randomBytes(24).toString('base64url');
  createLogger('info').warn({ devSecret }, 'throw-away secret, for development');
  return devSecret;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function reasonOf(error: unknown, { host, port, data }: CliOptions): string {
  const { code, message }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is taken; choose another with --port, or 0 for a free one`;
    case 'EACCES':
      return `no permission to listen on port ${port} of ${host}; choose another with --port`;
    case 'EADDRNOTAVAIL':
    case 'EAI_AGAIN':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine`;
    case 'SQLITE_FULL':
      return `the disk with ${data} is full`;
    case 'SQLITE_BUSY':
      return `another program has locked the database in ${data}`;
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return `the database in ${data} is damaged (${message}); run check for details, and restore a backup`;
    default:
      return message;
  }
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}

function byteCount(text: string): number {
  const bytes = Number(text);
  if (!/^\d+$/.test(text) || bytes < 1) throw new InvalidArgumentError('It must be a positive number of bytes.');
  return bytes;
}

function dayCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a number of days, or 0.');
  return Number(text);
}

function commaList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function limitList(text: string): Partial<GatewayOptions> {
  try {
    return limitOptions(commaList(text));
  } catch (error) {
    throw new InvalidArgumentError(textOf(error));
  }
}

function originList(text: string): string[] | '*' {
  return text.trim() === '*' ? '*' : commaList(text);
}

await command.parseAsync();
