/** Names and words that run the other way than the page: where they stand, and what turns with the page. */
import '../../components/index.js';
import '../../components/people/people.js';

import { assert } from 'chai';
import { deepElements } from '../helpers/deep-elements.js';
import { get, unmountAll, until } from '../helpers/elements.js';
import { deep, showScene } from '../helpers/scenes.js';

/** Room between two things in a line. */
const MAX_GAP_PX = 16;

describe('in a page from right to left', () => {
  const { documentElement } = document;

  beforeEach(() => {
    documentElement.dir = 'rtl';
    documentElement.lang = 'ar';
  });

  afterEach(() => {
    unmountAll();
    documentElement.dir = '';
    documentElement.lang = '';
  });

  for (const name of ['create-group/full', 'forward-dialog/full']) {
    it(`should begin a Latin name beside its picture: ${name}`, async () => {
      const box = await showScene(name);
      const first = deep(box, '.row:has(openim-avatar)');
      const picture = get(first, 'openim-avatar').getBoundingClientRect();
      const words = wordsOf(get(first, '.row__name'));
      assert.isAtMost(picture.left - words.right, MAX_GAP_PX);
      assert.isAtLeast(picture.left, words.right);
    });
  }

  it('should begin the excerpt of what is answered under its title', async () => {
    const box = await showScene('composer/answering', '900px');
    await until(() => deepElements(box).some((element) => element.matches('.quote-bar__what')));
    const who = wordsOf(deep(box, '.quote-bar__who'));
    const what = wordsOf(deep(box, '.quote-bar__what'));
    assert.approximately(what.right, who.right, 1);
  });

  it('should begin Latin words beside the sign of the search', async () => {
    const box = await showScene('chat-search/found');
    const field = deep(box, '.search__input');
    assert.equal(getComputedStyle(field).textAlign, 'right');
  });

  it('should keep Latin words as far from the edge of the field as Arabic ones', async () => {
    const box = await showScene('composer/near-limit');
    const field = deep(box, '.field').getBoundingClientRect();
    const room = (area: HTMLElement): number =>
      field.right - area.getBoundingClientRect().right + Number.parseFloat(getComputedStyle(area).paddingRight);
    const area = deep(box, 'textarea');
    const latin = room(area);
    area.dir = 'rtl';
    assert.equal(latin, room(area));
    assert.isAtLeast(latin, 12);
  });

  it('should keep the speed of a voice message within the player', async () => {
    const box = await showScene('audio-player/begun');
    const player = get(box, 'openim-audio-player').getBoundingClientRect();
    assert.isAtLeast(deep(box, '.speed').getBoundingClientRect().left, player.left);
  });

  it('should turn the arrows of a menu, and nothing else of it', async () => {
    const box = await showScene('menu/actions');
    const turned = deepElements(box)
      .filter((element): element is HTMLElement => element.matches('[role="menuitem"]'))
      .filter((item) =>
        [...item.querySelectorAll('svg *')].some((path) => getComputedStyle(path).scale.startsWith('-1')),
      );
    assert.deepEqual(
      turned.map((item) => item.dataset['id']),
      ['reply', 'forward'],
    );
  });
});

/** Where the words themselves are, be their box as wide as it may. */
function wordsOf(element: HTMLElement): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
}
