import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { words as arabic } from '../../components/locales/ar.js';
import { en } from '../../components/locales/en.js';
import { words as chinese } from '../../components/locales/zh-CN.js';
import { EmbedStage } from './embed-stage.js';

type Manifest = {
  modules: { declarations: { tagName?: string; attributes?: { name: string }[] }[] }[];
};

describe('the elements of dist/openim-chat.mjs', () => {
  let stage: EmbedStage;

  before(async () => {
    stage = await EmbedStage.open();
  });
  after(() => stage.close());

  it('should observe every attribute the manifest names', async () => {
    const manifest = JSON.parse(await readFile('custom-elements.json', 'utf8')) as Manifest;
    const attributes = new Map(
      manifest.modules
        .flatMap(({ declarations }) => declarations)
        .map(({ tagName = '', attributes: own = [] }) => [tagName, own.map(({ name }) => name)]),
    );
    // One that is loaded later: it waits for all of them.
    stage.pages.set('/', {
      html: '<openim-messenger></openim-messenger><script type="module" src="/openim-chat.mjs"></script>',
    });
    const { page } = await stage.visit('/');
    const missing = await page.evaluate(
      async ([entries]) => {
        await customElements.whenDefined('openim-messenger');
        return entries.flatMap(([tag, names]) => {
          const element = customElements.get(tag) as
            (typeof HTMLElement & { observedAttributes: string[] }) | undefined;
          const observed = element?.observedAttributes ?? names;
          // What HTML itself reads, such as `nonce`, need not be observed.
          return names
            .filter((name) => !observed.includes(name) && !(name in HTMLElement.prototype))
            .map((name) => `${tag} ${name}`);
        });
      },
      [[...attributes]] as const,
    );

    assert.ok(attributes.size > 30);
    assert.deepEqual(missing, []);
  });

  // The bundles have short names for the words, in a file for each language and in those that use them.
  for (const [language, { notSetUp, notSetUpHint }] of Object.entries({
    en,
    'zh-CN': chinese.catalog,
    ar: arabic.catalog,
  })) {
    it(`should find the words of each language: ${language}`, async () => {
      const html = '<openim-messenger></openim-messenger><script type="module" src="/openim-chat.mjs"></script>';
      stage.pages.set('/', { html: `<!doctype html><html lang="${language}">${html}</html>` });
      const { page } = await stage.visit('/');
      await page.getByText(notSetUp).first().waitFor();
      await page.getByText(notSetUpHint('url, user-id, token')).first().waitFor();
    });
  }
});
