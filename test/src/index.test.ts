import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';

/** Runs a module in a Node of its own, and answers what it prints. */
function run(source: string): string {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', source];
  return execFileSync(process.execPath, args, { encoding: 'utf8' });
}

describe('the public entry', () => {
  it('should be imported where there is no page, touch nothing, and leave nothing running', () => {
    const printed = run(`
      const before = Object.getOwnPropertyNames(globalThis);
      const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
      const { OpenIMSDK, CbEvents, parse } = await import('./src/index.ts');
      new OpenIMSDK();
      const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name));
      const left = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length - timers;
      console.log(JSON.stringify([added, left, typeof window, CbEvents.ONCONNECTING, parse('[1]')]));
    `);
    assert.deepEqual(JSON.parse(printed), [[], 0, 'undefined', 'OnConnecting', [1]]);
  });

  it('should say what is missing when there is no WebSocket', () => {
    const printed = run(`
      delete globalThis.WebSocket;
      const { OpenIMSDK } = await import('./src/index.ts');
      const lines = [];
      const say = (line, detail) => lines.push(line, String(detail));
      const logger = { warn: say, error: say };
      const sdk = new OpenIMSDK({ logger, storage: 'memory' });
      const config = { url: 'ws://127.0.0.1:1', userID: 'u1', token: 't', platformID: 5 };
      const error = await sdk.login(config).catch((error) => error);
      console.log(JSON.stringify([error.errCode, lines]));
    `);
    const [errCode, lines] = JSON.parse(printed) as [number, string[]];
    assert.equal(errCode, 112);
    assert.match(lines.join('\n'), /no gateway at .* answers\n.*WebSocket is not defined/);
  });
});
