/** A project of somebody who has installed the package and has nothing else, with what its shell commands start. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Long enough for the gateway, which `…` on the pages is not. */
export const SECRET = 'a secret of the docs of 32 chars';

export type RunningGateway = {
  readonly url: string;
  readonly secret: string;
  /** As Ctrl+C in a terminal: all that was started is told. */
  end(): Promise<number | null>;
  /** As a service is stopped: only the command itself is told. */
  stop(): Promise<number | null>;
};

export class Stranger {
  readonly directory: string;
  readonly #gateways: RunningGateway[] = [];

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async arrive(): Promise<Stranger> {
    if (!existsSync(join(root, 'dist/server/cli.js'))) await run('npm', ['run', 'build'], { cwd: root });
    const directory = await mkdtemp(join(tmpdir(), 'openim-docs-'));
    await mkdir(join(directory, 'node_modules/.bin'), { recursive: true });
    await symlink(root, join(directory, 'node_modules/openim-chat'));
    await symlink(join(root, 'node_modules/ws'), join(directory, 'node_modules/ws'));
    // npm makes what it links executable.
    const cli = `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist/server/cli.js')}' "$@"\n`;
    await writeFile(join(directory, 'node_modules/.bin/openim-gateway'), cli, { mode: 0o755 });
    await writeFile(join(directory, 'package.json'), '{ "private": true, "type": "module" }');
    return new Stranger(directory);
  }

  /** Runs a shell snippet to its end; resolves to what it prints. */
  async shell(code: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
    const options = { cwd: this.directory, env: { ...process.env, OPENIM_SECRET: SECRET, ...env } };
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', this.#own(code)], options);
    return stdout;
  }

  /** Runs a shell snippet that starts a gateway, on a free port of the loopback. */
  async startGateway(code: string): Promise<RunningGateway> {
    const own = this.#own(code)
      .replaceAll(/--port \d+/g, '--port 0')
      .replaceAll('0.0.0.0', '127.0.0.1')
      .replaceAll('OPENIM_SECRET=…', `OPENIM_SECRET='${SECRET}'`);
    const child = spawn('bash', ['-c', own], {
      cwd: this.directory,
      env: { ...process.env, OPENIM_PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const gateway = await listening(child);
    this.#gateways.push(gateway);
    return gateway;
  }

  /** Runs a module; resolves to what it prints. */
  async node(name: string, code: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
    await writeFile(join(this.directory, name), code);
    const { stdout } = await run(process.execPath, [name], {
      cwd: this.directory,
      env: { ...process.env, ...env },
      timeout: 20_000,
    });
    return stdout;
  }

  async leave(): Promise<void> {
    for (const gateway of this.#gateways) await gateway.end();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Directories of a server that this machine does not have. */
  #own(code: string): string {
    return code.replaceAll(/\/(var\/lib|backups|srv|etc\/ssl)\//g, `${this.directory}/$1/`);
  }
}

/** Resolves once a gateway says where it listens. @throws {Error} with what it printed when it ends before */
async function listening(child: ChildProcess): Promise<RunningGateway> {
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines: string[] = [];
  let devSecret: string | undefined;
  createInterface(child.stderr!).on('line', (line) => {
    lines.push(line);
    devSecret ??= /"devSecret":"([^"]+)"/.exec(line)?.[1];
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout!).on('line', (line) => {
      const [, found] = /^openim-gateway listening on (https?:\/\/\S+)$/.exec(line) ?? [];
      if (found) resolve(found);
    });
    void exited.then(([code]) => reject(new Error(`it ended with ${String(code)}:\n${lines.join('\n')}`)));
  });
  return {
    url,
    secret: devSecret ?? SECRET,
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await exited;
      return code;
    },
    end: async () => {
      // The shell, npx and the gateway: a terminal would send Ctrl+C to all of them.
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGTERM');
      const [code] = await exited;
      return code;
    },
  };
}
