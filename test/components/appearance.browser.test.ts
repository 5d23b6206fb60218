/** What looks right: nothing cut, nothing out of line, and what is marked can be seen. */
import '../../components/index.js';
import '../../components/people/people.js';

import { assert } from 'chai';
import { get, unmountAll, until } from '../helpers/elements.js';
import { deep, showScene } from '../helpers/scenes.js';

describe('how the elements look', () => {
  const { documentElement } = document;

  afterEach(() => {
    unmountAll();
    documentElement.style.colorScheme = '';
    documentElement.style.fontSize = '';
  });

  for (const state of ['connecting', 'offline', 'group'])
    it(`should keep the height of a chat's header: ${state}`, async () => {
      const box = await showScene(`chat/${state}`, '1024px');
      assert.equal(deep(box, '.header').getBoundingClientRect().height, 60);
    });

  for (const list of ['contact-list', 'conversation-list'])
    it(`should have the cross of a search in the middle of its field: ${list}`, async () => {
      const box = await showScene(`${list}/no-match`);
      const cross = get(deep(box, '.search__clear'), '.icon');
      assert.approximately(middleOf(cross), middleOf(deep(box, '.search')), 0.5);
    });

  it('should have all text in proportion to what a page sets, and not to its root element by itself', async () => {
    documentElement.style.fontSize = '32px';
    const box = await showScene('conversation-list/full');
    const sizes = (): number[] =>
      ['.item__name', '.item__preview', '.item__time', '.item__badge'].map((selector) =>
        Number.parseFloat(getComputedStyle(deep(box, selector)).fontSize),
      );
    const usual = sizes();
    [14, 13, 12, 11.5].forEach((px, index) => assert.approximately(usual[index] ?? 0, px, 0.01));
    box.style.setProperty('--openim-font-size', '0.875rem');
    sizes().forEach((px, index) => assert.approximately(px, 2 * (usual[index] ?? 0), 0.01));
    const row = deep(box, '.item');
    assert.isAtMost(deep(row, '.item__words').getBoundingClientRect().height, row.clientHeight);
  });

  it('should say in whole why nothing was found, away from the edge', async () => {
    const box = await showScene('chat-search/failed');
    const words = deep(box, '.count');
    assert.isAtMost(words.scrollWidth, words.clientWidth);
    const { right } = contentsOf(words);
    assert.isAtLeast(deep(box, '.search').getBoundingClientRect().right - right, 10);
  });

  it('should draw a recording with bars, however much room there is', async () => {
    const box = await showScene('audio-player/ready', '1024px');
    assert.isAtMost(deep(box, '.track').getBoundingClientRect().width, 240);
  });

  it('should have a link in one line with the words before it', async () => {
    const box = await showScene('audio-player/broken', '1024px');
    const player = get(box, 'openim-audio-player');
    await until(() => player.shadowRoot?.querySelector('.text-button') !== null);
    assert.approximately(
      contentsOf(deep(box, '.text-button')).bottom,
      contentsOf(deep(box, '.words')).bottom,
      0.5,
    );
  });

  it('should tell a composer that is off from one that is empty', async () => {
    const off = deep(await showScene('composer/disabled'), 'textarea');
    assert.notEqual(getComputedStyle(off).opacity, '1');
    const empty = deep(await showScene('composer/empty'), 'textarea');
    assert.equal(getComputedStyle(empty).opacity, '1');
  });

  it('should have a choice as high as the fields around it', async () => {
    const box = await showScene('launcher-panel/form');
    assert.equal(deep(box, 'select').offsetHeight, deep(box, 'input.input').offsetHeight);
  });

  it('should have no buttons that count degrees up and down', async () => {
    const box = await showScene('location-dialog/filled');
    assert.equal(getComputedStyle(deep(box, 'input[type="number"]')).appearance, 'textfield');
  });

  for (const scheme of ['light', 'dark'])
    describe(`on what floats, in the ${scheme}`, () => {
      beforeEach(() => {
        documentElement.style.colorScheme = scheme;
      });

      it('should show a line between actions and what is known', async () => {
        const box = await showScene('chat/menu');
        const menu = deep(box, '.base[role="menu"]');
        const line = getComputedStyle(deep(menu, '.note')).borderBlockStartColor;
        assertTold(line, getComputedStyle(menu).backgroundColor);
      });

      it('should show what is chosen', async () => {
        const box = await showScene('forward-dialog/chosen');
        const chosen = getComputedStyle(deep(box, '.row:has(:checked)')).backgroundColor;
        assertTold(chosen, getComputedStyle(deep(box, 'dialog')).backgroundColor);
      });

      it('should show who is about to be mentioned', async () => {
        const box = await showScene('composer/mentioning');
        const active = getComputedStyle(deep(box, '.mention--active')).backgroundColor;
        assertTold(active, getComputedStyle(deep(box, '.mentions')).backgroundColor);
      });
    });
});

/** A mark that is less than this much from what it lies on is not seen. */
const MIN_MARK_CONTRAST = 1.06;

function assertTold(mark: string, below: string): void {
  const [above, under] = [luminanceOf(below, mark), luminanceOf(below)];
  const contrast = (Math.max(above, under) + 0.05) / (Math.min(above, under) + 0.05);
  assert.isAtLeast(contrast, MIN_MARK_CONTRAST, `${mark} on ${below}`);
}

/** Of colours painted one over the other. */
function luminanceOf(...colours: string[]): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  assert.ok(context);
  for (const colour of colours) {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
  }
  const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function middleOf(element: Element): number {
  const { top, bottom } = element.getBoundingClientRect();
  return (top + bottom) / 2;
}

function contentsOf(element: Element): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
}
