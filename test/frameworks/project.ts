/** The packed package, and projects that install it as a stranger would: from the tarball, into a folder of their own. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../../scripts/free-port.js';

const run = promisify(execFile);
const noTelemetry = { NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1' };
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Packs what `npm publish` would publish; builds it first where it has not been built. Returns the tarball's path. */
export async function packPackage(directory: string): Promise<string> {
  if (!existsSync(join(root, 'dist/openim-chat.mjs'))) await npm(root, 'run', 'build');
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', directory], { cwd: root });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  if (!packed) throw new Error('npm pack packed nothing');
  return join(directory, packed.filename);
}

/** A project with the packed package in its node_modules. */
export class Project {
  readonly directory: string;
  /** The command by which its users serve it, where they do not serve its files alone. */
  readonly #startScript: string | undefined;
  readonly #closers: (() => Promise<void>)[] = [];

  private constructor(directory: string, startScript: string | undefined) {
    this.directory = directory;
    this.#startScript = startScript;
  }

  /** A copy of an example with the tarball for its `openim-chat`, installed. */
  static async fromExample(name: string, tarball: string): Promise<Project> {
    const directory = await mkdtemp(join(tmpdir(), `openim-chat-${name}-`));
    await cp(join(root, 'examples', name), directory, {
      recursive: true,
      filter: (path) => !/[/\\](node_modules|dist|\.next|\.nuxt|\.output)$/.test(path),
    });
    const manifestFile = join(directory, 'package.json');
    const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as {
      dependencies: Record<string, string>;
      scripts?: Record<string, string>;
    };
    manifest.dependencies['openim-chat'] = `file:${tarball}`;
    await writeFile(manifestFile, JSON.stringify(manifest));
    await install(directory);
    if (manifest.scripts?.['build']) await npm(directory, 'run', 'build');
    return new Project(directory, manifest.scripts?.['start']);
  }

  /** A project of these files, with the tarball and other packages installed. */
  static async fromFiles(
    files: Readonly<Record<string, string>>,
    dependencies: Readonly<Record<string, string>>,
    tarball: string,
  ): Promise<Project> {
    const directory = await mkdtemp(join(tmpdir(), 'openim-chat-files-'));
    const manifest = { type: 'module', dependencies: { ...dependencies, 'openim-chat': `file:${tarball}` } };
    for (const [name, text] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest) })) {
      await writeFile(join(directory, name), text);
    }
    await install(directory);
    return new Project(directory, undefined);
  }

  /** Runs a module of one of its packages; resolves to what it prints, whether it fails or not. */
  async runModule(path: string, ...args: string[]): Promise<string> {
    const modulePath = join(this.directory, 'node_modules', path);
    const { stdout } = await run(process.execPath, [modulePath, ...args], { cwd: this.directory }).catch(
      (error: unknown) => error as { stdout: string },
    );
    return stdout;
  }

  /** Serves the project as its users would get it; resolves to the address. */
  async serve(): Promise<string> {
    if (this.#startScript) return this.#startServer(this.#startScript);
    const built = join(this.directory, 'dist');
    const server = await serveFiles(existsSync(built) ? built : this.directory);
    this.#closers.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  /** Starts the package's gateway from the project's node_modules; resolves to its address. */
  startGateway(secret: string): Promise<string> {
    const data = join(this.directory, 'gateway-data');
    return this.#spawn('openim-gateway', ['--port', '0', '--data', data], {
      OPENIM_SECRET: secret,
    });
  }

  async remove(): Promise<void> {
    for (const close of this.#closers) await close();
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  async #startServer(script: string): Promise<string> {
    const [command = '', ...args] = script.split(' ');
    // Nuxt takes 0 for no port at all.
    return this.#spawn(command, args, { PORT: String(await freePort()), ...noTelemetry });
  }

  /** Where npm finds the commands of a script. */
  get #path(): string {
    return [join(this.directory, 'node_modules/.bin'), dirname(process.execPath), process.env['PATH']].join(
      delimiter,
    );
  }

  /** Starts a program that prints where it listens. @throws {Error} with what it printed when it ends before */
  async #spawn(command: string, args: string[], env: Record<string, string>): Promise<string> {
    const child = spawn(command, args, {
      cwd: this.directory,
      env: { PATH: this.#path, HOME: process.env['HOME'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#closers.push(() => end(child));
    return await new Promise((resolve, reject) => {
      const lines: string[] = [];
      createInterface(child.stderr).on('line', (line) => lines.push(line));
      createInterface(child.stdout).on('line', (line) => {
        const [address] = /http:\/\/\S+/.exec(line) ?? [];
        if (address) resolve(address);
      });
      child.on('error', reject);
      child.on('exit', () => {
        reject(new Error(`${command} ended: ${lines.join('\n')}`));
      });
    });
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function install(directory: string): Promise<void> {
  const quietly = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  // Yarn refuses what npm only warns of: a package that does not want this Node.
  await npm(directory, 'install', '--engine-strict', ...quietly);
}

async function npm(directory: string, ...args: string[]): Promise<void> {
  try {
    await run('npm', args, { cwd: directory, maxBuffer: 2 ** 26, env: { ...process.env, ...noTelemetry } });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`npm ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

async function serveFiles(directory: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const path = join(directory, pathname === '/' ? 'index.html' : pathname);
    readFile(path).then(
      (body) => {
        response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
