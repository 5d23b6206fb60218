import '../../../components/index.js';
import '../../../components/shared-files/shared-files.js';

import { assert } from 'chai';
import { html } from 'lit';
import { sharedPictures } from '../../../demo/gallery-shared-files.js';
import { peopleStory } from '../../../demo/gallery-story.js';
import { deepElements } from '../../helpers/deep-elements.js';
import { frames, mount, press, settle, tag, unmountAll, until } from '../../helpers/elements.js';
import { giveShared, type FakeSharedMessages } from '../../helpers/fake-shared-messages.js';

type Shown = { readonly box: HTMLElement; readonly media: FakeSharedMessages };

async function show(origins?: string): Promise<Shown> {
  const { session } = peopleStory();
  const { media } = giveShared(session);
  media.messages.value = sharedPictures();
  const box = await mount(
    html`<openim-provider .session=${session} locale="en" allowed-media-origins=${origins ?? location.origin}
      ><openim-shared-files conversation-id="single_mara"></openim-shared-files
    ></openim-provider>`,
    'inline-size:300px;block-size:480px',
  );
  return { box, media };
}

const root = (box: HTMLElement): ShadowRoot => {
  const { shadowRoot } = tag(box, 'openim-shared-files');
  assert.ok(shadowRoot);
  return shadowRoot;
};
const tiles = (box: HTMLElement): HTMLElement[] => [...root(box).querySelectorAll<HTMLElement>('.tile')];
const focusedIndex = (box: HTMLElement): number => tiles(box).indexOf(root(box).activeElement as HTMLElement);

describe('<openim-shared-files>', () => {
  afterEach(unmountAll);

  it('should be one Tab stop, in which arrow keys move by lines and columns, over the end of a month too', async () => {
    const { box } = await show();
    const stops = (): HTMLElement[] => tiles(box).filter(({ tabIndex }) => tabIndex === 0);
    assert.deepEqual(stops(), [tiles(box)[0]]);
    const [first] = tiles(box);
    first?.focus();
    press(tiles(box)[0]!, 'ArrowRight');
    assert.equal(focusedIndex(box), 1);
    await settle(box);
    assert.deepEqual(stops(), [tiles(box)[1]]);
    // The focus brings its line into sight: what is compared is the place within all of them.
    const place = (): { readonly top: number; readonly left: number } => {
      const { top, left } = root(box).activeElement!.getBoundingClientRect();
      return { top: top - tiles(box)[0]!.getBoundingClientRect().top, left };
    };
    const lines = new Set(tiles(box).map((tile) => tile.offsetTop)).size;
    for (let line = 1; line < lines; line += 1) {
      const before = place();
      press(root(box).activeElement!, 'ArrowDown');
      assert.isAbove(place().top, before.top);
    }
    const last = focusedIndex(box);
    press(root(box).activeElement!, 'ArrowDown');
    assert.equal(focusedIndex(box), last, 'there is no line below');
    press(root(box).activeElement!, 'ArrowUp');
    assert.isBelow(focusedIndex(box), last);
    press(root(box).activeElement!, 'End');
    assert.equal(focusedIndex(box), tiles(box).length - 1);
    press(root(box).activeElement!, 'ArrowRight');
    assert.equal(focusedIndex(box), tiles(box).length - 1);
    press(root(box).activeElement!, 'Home');
    assert.equal(focusedIndex(box), 0);
  });

  it('should begin the name of a month where its pictures begin', async () => {
    const { box } = await show();
    const month = root(box).querySelector('.section')!;
    const { left } = month.getBoundingClientRect();
    assert.equal(
      left + parseFloat(getComputedStyle(month).paddingLeft),
      tiles(box)[0]!.getBoundingClientRect().left,
    );
  });

  it('should read older ones in when one comes close to the end, and no sooner', async () => {
    const { box, media } = await show();
    media.older.value = 'available';
    await settle(box);
    await frames(2);
    assert.equal(media.loads, 0, 'nobody has scrolled');
    const content = root(box).querySelector('.content');
    content?.scrollTo({ top: content.scrollHeight });
    await until(() => media.loads > 0);
    assert.equal(media.loads, 1);
  });

  it('should fill what is higher than what there is, by itself', async () => {
    const { box, media } = await show();
    media.messages.value = media.messages.value.slice(0, 2);
    media.older.value = 'available';
    await settle(box);
    assert.equal(media.loads, 1);
  });

  it('should fetch nothing from where the page allows nothing, and lead there instead', async () => {
    const { box } = await show('https://elsewhere.example');
    const film = tiles(box)[4];
    assert.ok(film instanceof HTMLAnchorElement);
    assert.equal(film.href, 'https://chat.example/film.mp4');
    const { media } = await show('https://chat.example');
    assert.isNotEmpty(media.messages.value);
    const opened = deepElements(box).filter((element) => element instanceof HTMLVideoElement);
    assert.isEmpty(opened);
  });

  it('should let go of what it follows when it leaves the page', async () => {
    const { box, media } = await show();
    tag(box, 'openim-shared-files').remove();
    assert.isTrue(media.isReleased);
  });
});
