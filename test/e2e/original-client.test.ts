import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Page } from 'playwright-core';

import { say, sees } from './chat-page.js';
import { Stage, type Actor } from './stage.js';

/** As much of npm `open-im-sdk` 2.3.0 as this test uses, and where it keeps what the page received. */
type OriginalPage = {
  openImSdk: {
    OpenIMSDK: new () => {
      login(config: object): Promise<{ errCode: number }>;
      on(event: string, listener: (frame: { data: string }) => void): void;
      createTextMessage(text: string): Promise<{ data: string }>;
      sendMessage(params: object): Promise<{ errCode: number; data: string }>;
    };
  };
  client: InstanceType<OriginalPage['openImSdk']['OpenIMSDK']>;
  received: string[];
};

describe('npm open-im-sdk 2.3.0 in a page, and the elements in another', () => {
  let stage: Stage;
  let ada: Actor;
  let original: Page;

  before(async () => {
    stage = await Stage.open();
    await stage.register('ada', 'Ada');
    const token = await stage.register('olga', 'Olga');
    ada = await stage.enter('ada', { 'peer-id': 'olga' });
    original = await stage.enterOriginal();
    await original.evaluate(
      async ({ url, token }) => {
        const page = window as unknown as OriginalPage;
        page.received = [];
        page.client = new page.openImSdk.OpenIMSDK();
        page.client.on('OnRecvNewMessage', ({ data }) => {
          page.received.push((JSON.parse(data) as { content: string }).content);
        });
        await page.client.login({ userID: 'olga', token, url, platformID: 5 });
      },
      { url: stage.socketURL, token },
    );
  });
  after(() => stage.close());

  it('should carry a message of the original client to the elements', async () => {
    const status = await original.evaluate(async () => {
      const { client } = window as unknown as OriginalPage;
      const { data: message } = await client.createTextMessage('from the original client');
      const sent = await client.sendMessage({ recvID: 'ada', groupID: '', message });
      return (JSON.parse(sent.data) as { status: number }).status;
    });
    assert.equal(status, 2);
    await sees(ada.page, 'from the original client');
  });

  it('should carry the reply back', async () => {
    await say(ada.page, 'from the elements');
    await original.waitForFunction(() =>
      (window as unknown as OriginalPage).received.includes('from the elements'),
    );
  });
});
