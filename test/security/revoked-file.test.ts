/** A file that was taken back is not shown from the browser's cache either. Seen failing with `immutable` in download-route.ts. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ContentType, parse, toJson } from '../../src/protocol/index.js';
import { Stage } from '../e2e/stage.js';
import { textMessage } from '../helpers/gateway-fixture.js';
import { PNG_BYTES, uploaded } from '../helpers/uploads.js';

describe('a file of a revoked message', () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  it('should be gone for a page that has shown it', async () => {
    for (const userID of ['ada', 'bob']) await stage.register(userID, userID);
    const bob = await stage.enterRaw('bob');
    const { url } = await uploaded(stage.gatewayURL, bob.token, PNG_BYTES, { name: 'a.png' });
    const content = JSON.stringify({ sourceUrl: url, fileName: 'a.png', fileSize: PNG_BYTES.length });
    const message = textMessage(content, { contentType: ContentType.File });
    const sent = parse(await bob.ok('sendMessage', { recvID: 'ada', groupID: '', message }));
    const { page } = await stage.enter('ada');
    const fetched = (): Promise<number> => page.evaluate(async (address) => (await fetch(address)).status, url);
    const shown = (): Promise<string> =>
      page.evaluate(
        (address) =>
          new Promise<string>((resolve) => {
            const image = new Image();
            image.onload = () => resolve('shown');
            image.onerror = () => resolve('gone');
            image.src = address;
          }),
        url,
      );
    assert.deepEqual([await fetched(), await fetched()], [200, 200]);
    await bob.ok('revokeMessage', toJson(sent));
    assert.equal(await fetched(), 404);
    await page.reload();
    assert.equal(await shown(), 'gone');
  });
});
