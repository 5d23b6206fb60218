import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode } from '../../src/protocol/index.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';
import {
  cutUpload,
  post,
  rawForm,
  storedFiles,
  storedFilesMatch,
  upload,
  uploaded,
  type UploadAnswer,
} from '../helpers/uploads.js';

const DAY_MS = 24 * 60 * 60 * 1000;

async function start(
  t: Parameters<typeof GatewayFixture.start>[0],
  options: Parameters<typeof GatewayFixture.start>[1] = {},
): Promise<{ gateway: GatewayFixture; token: string }> {
  const gateway = await GatewayFixture.start(t, options);
  await gateway.register('ada');
  return { gateway, token: await gateway.token('ada') };
}

const refusal = ({ status, errCode }: UploadAnswer): [number, number] => [status, errCode];

describe('uploading', () => {
  it('keeps what comes under an address nobody can guess', async (t) => {
    const { gateway, token } = await start(t);
    const bytes = new Uint8Array(300_000).map((_, index) => index % 251);
    const file = await uploaded(gateway.url, token, bytes, { name: 'Bericht 1.bin' });

    assert.deepEqual(
      { ...file, url: '' },
      { url: '', size: 300_000, name: 'Bericht 1.bin', type: 'application/octet-stream' },
    );
    assert.match(file.url, new RegExp(`^${gateway.url}/files/[0-9a-f]{32}/Bericht%201\\.bin$`));
    const response = await fetch(file.url);
    assert.equal(response.status, 200);
    assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes);
    const other = await uploaded(gateway.url, token, bytes, { name: 'Bericht 1.bin' });
    assert.notEqual(other.url, file.url);
  });

  it('says where files are behind a proxy', async (t) => {
    const { gateway, token } = await start(t, { publicUrl: 'https://chat.example/im/' });
    const file = await uploaded(gateway.url, token, 'x', { name: 'x' });
    assert.match(file.url, /^https:\/\/chat\.example\/im\/files\/[0-9a-f]{32}\/x$/);
  });

  it('takes the largest file and nothing beyond', async (t) => {
    const { gateway, token } = await start(t, { maxFileBytes: 1000 });
    assert.equal((await uploaded(gateway.url, token, 'x'.repeat(1000))).size, 1000);
    const kept = await storedFiles(gateway.dataDir);
    const tooLarge = [413, ErrorCode.BadArguments];
    assert.deepEqual(refusal(await upload(gateway.url, token, 'x'.repeat(1001))), tooLarge);
    assert.deepEqual(
      refusal(await upload(gateway.url, token, 'x'.repeat(500_000))),
      tooLarge,
      'by its announced length',
    );
    assert.deepEqual(await storedFiles(gateway.dataDir), kept);
  });

  it('takes a file without a name', async (t) => {
    const { gateway, token } = await start(t);
    const about = ['Content-Disposition: form-data; name="file"', 'Content-Type: application/octet-stream'];
    const { status, data } = await post(
      gateway.url,
      token,
      ['--B', ...about, '', 'hello', '--B--', ''].join('\r\n'),
      { 'content-type': 'multipart/form-data; boundary=B' },
    );
    assert.deepEqual([status, data?.name, data?.size], [200, 'file', 5]);
  });

  it('takes an empty file', async (t) => {
    const { gateway, token } = await start(t);
    const file = await uploaded(gateway.url, token, '');
    assert.equal(file.size, 0);
    assert.equal(await (await fetch(file.url)).text(), '');
  });

  it('is for who has a token that counts', async (t) => {
    const { gateway, token } = await start(t, { tokenLifetimeDays: 1 });
    const expect = async (given: string | undefined, errCode: number): Promise<void> => {
      assert.deepEqual(refusal(await upload(gateway.url, given, 'x')), [401, errCode], given);
    };
    await expect(undefined, ErrorCode.TokenMalformed);
    await expect('garbage', ErrorCode.TokenMalformed);
    await expect(`${token.slice(0, -3)}abc`, ErrorCode.TokenInvalid);
    await gateway.post('/auth/force_logout', { secret: 'a secret for tests only', platform: 5, userID: 'ada' });
    await expect(token, ErrorCode.Kicked);
    const later = await gateway.token('ada');
    await gateway.clock.advance(2 * DAY_MS);
    await expect(later, ErrorCode.TokenExpired);
    assert.deepEqual(await storedFiles(gateway.dataDir), []);
  });

  it('refuses what is no form with one file', async (t) => {
    const { gateway, token } = await start(t);
    const two = new FormData();
    two.set('a', new Blob(['a']), 'a');
    two.set('b', new Blob(['b']), 'b');
    const none = new FormData();
    none.set('a', 'text');
    const noBoundary = new Blob(['x'], { type: 'multipart/form-data' });
    const json = new Blob(['{}'], { type: 'application/json' });
    const unfinished = rawForm('a.txt', 'x').body.slice(0, -8);
    const truncated = new Blob([unfinished], { type: 'multipart/form-data; boundary=a-boundary-of-tests' });
    for (const [name, body] of Object.entries({ two, none, noBoundary, json, truncated })) {
      assert.deepEqual(refusal(await post(gateway.url, token, body)), [400, ErrorCode.BadRequest], name);
    }
    assert.deepEqual(await storedFiles(gateway.dataDir), []);
  });

  it('limits how often a user uploads', async (t) => {
    const { gateway, token } = await start(t, { uploadRateLimit: { perSecond: 1, burst: 2 } });
    await gateway.register('bob');
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push(refusal(await upload(gateway.url, token, 'x')));
    assert.deepEqual(statuses, [
      [200, 0],
      [200, 0],
      [429, ErrorCode.RateLimited],
    ]);
    assert.equal((await upload(gateway.url, await gateway.token('bob'), 'x')).status, 200, 'each for themselves');
    await gateway.clock.advance(1000);
    assert.equal((await upload(gateway.url, token, 'x')).status, 200);
  });

  it('leaves nothing of an upload that was cut off', async (t) => {
    const { gateway, token } = await start(t);
    const { body, boundary } = rawForm('a.txt', 'x'.repeat(200_000));
    for (const sent of [body.slice(0, 150_000), body.slice(0, -3)]) {
      await cutUpload(gateway.url, token, boundary, sent, body.length, async () => {
        await storedFilesMatch(gateway.dataDir, (names) => names.some((name) => name.endsWith('.part')));
      });
      await storedFilesMatch(gateway.dataDir, (names) => names.length === 0);
    }
  });

  it('counts one that was cut off as the client’s doing, not as an error of the gateway', async (t) => {
    const { gateway, token } = await start(t);
    const { body, boundary } = rawForm('a.txt', 'x'.repeat(200_000));
    await cutUpload(gateway.url, token, boundary, body.slice(0, 150_000), body.length, async () => {
      await storedFilesMatch(gateway.dataDir, (names) => names.some((name) => name.endsWith('.part')));
    });
    const countsOf = async (): Promise<string[]> => {
      const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
      return metrics.split('\n').filter((line) => line.startsWith('openim_uploads_total{'));
    };
    let counts: string[] = [];
    while (counts.length === 0) counts = await countsOf();
    assert.deepEqual(counts, [`openim_uploads_total{code="${ErrorCode.BadRequest}"} 1`]);
  });

  it('leaves nothing when the gateway stops meanwhile', async (t) => {
    const { gateway, token } = await start(t);
    const { body, boundary } = rawForm('a.txt', 'x'.repeat(200_000));
    await cutUpload(gateway.url, token, boundary, body.slice(0, 150_000), body.length, async () => {
      await storedFilesMatch(gateway.dataDir, (names) => names.some((name) => name.endsWith('.part')));
      await gateway.stop();
    });
    assert.deepEqual(await storedFiles(gateway.dataDir), []);
  });

  it('does not wait for an upload that broke off before it was looked at', { timeout: 20_000 }, async (t) => {
    const { gateway, token } = await start(t, { uploadRateLimit: { perSecond: 100, burst: 100 } });
    const { body, boundary } = rawForm('a.txt', 'x'.repeat(200_000));
    // Whether the token or the end of the connection is seen first is a matter of luck.
    for (let index = 0; index < 20; index++) {
      await cutUpload(gateway.url, token, boundary, body.slice(0, index * 5000), body.length, () =>
        index % 2 === 0 ? Promise.resolve() : new Promise(setImmediate),
      );
    }
    await gateway.stop();
    assert.deepEqual(await storedFiles(gateway.dataDir), []);
  });

  it('does not wait for a body that was refused while it comes', { timeout: 20_000 }, async (t) => {
    const { gateway, token } = await start(t, { maxFileBytes: 1000 });
    const { body, boundary } = rawForm('a.txt', 'x'.repeat(500_000));
    await cutUpload(gateway.url, token, boundary, body.slice(0, 200_000), body.length, () => gateway.stop());
    assert.deepEqual(await storedFiles(gateway.dataDir), []);
  });

  it('counts without names', async (t) => {
    const { gateway, token } = await start(t);
    const file = await uploaded(gateway.url, token, 'x'.repeat(10), { name: 'secret-name.txt' });
    await (await fetch(file.url)).text();
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    assert.match(metrics, /openim_uploads_total\{code="0"\} 1/);
    assert.match(metrics, /openim_uploaded_bytes_total 10/);
    assert.match(metrics, /openim_downloads_total\{status="200"\} 1/);
    assert.doesNotMatch(metrics, /secret-name/);
  });
});

describe('names of files', () => {
  const cases: [given: string, kept: string][] = [
    ['../../etc/passwd', 'passwd'],
    ['..\\\\..\\\\boot.ini', 'boot.ini'],
    ['/etc/shadow', 'shadow'],
    ['..', 'file'],
    ['', 'file'],
    ['a\u202Egnp.exe', 'agnp.exe'],
    ['a\u200B\u0007b.txt', 'ab.txt'],
    ['a<b>:|?*.txt', 'a_b_____.txt'],
    ['报告 \u{1F600}.pdf', '报告 \u{1F600}.pdf'],
    ['50%.txt', '50%.txt'],
    ["it's (1).txt", "it's (1).txt"],
    [`${'x'.repeat(300)}.txt`, `${'x'.repeat(251)}.txt`],
  ];
  for (const [given, kept] of cases) {
    it(`keeps ${JSON.stringify(given).slice(0, 40)} as ${JSON.stringify(kept).slice(0, 40)}`, async (t) => {
      const { gateway, token } = await start(t);
      const { body, boundary } = rawForm(given, 'text');
      const blob = new Blob([body], { type: `multipart/form-data; boundary=${boundary}` });
      const { data, errMsg } = await post(gateway.url, token, blob);
      assert.equal(data?.name, kept, errMsg);
      const response = await fetch(data.url);
      assert.equal(await response.text(), 'text');
      const header = response.headers.get('content-disposition') ?? '';
      assert.equal(decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(header)?.[1] ?? ''), kept);
      assert.match(header, /^attachment; filename="[^"\\]*"; /);
      assert.equal((await storedFiles(gateway.dataDir)).length, 1);
    });
  }
});
