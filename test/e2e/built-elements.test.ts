import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
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
});
