/**
 * On a server that renders Lit elements there is no page: each element is made, told that it updates, and rendered once. Nothing
 * in it may need more than that.
 */
import '../../components/index.js';
import '../../components/audio-player/audio-player.js';
import '../../components/chat-search/chat-search.js';
import '../../components/launcher-panel/launcher-panel.js';
import '../../components/people/people.js';
import '../../components/shared-files/shared-files.js';
import '../../components/video-player/video-player.js';
import { laterElements } from '../../components/internal/later-elements.js';

import { before, describe, it } from 'node:test';
import { elementNames } from '../e2e/element-names.js';

/** What a server calls of an element. */
type Rendering = { willUpdate(changed: ReadonlyMap<string, unknown>): void; render(): unknown };

describe('elements on a server', () => {
  before(() => Promise.all(Object.values(laterElements).map((later) => later.load())));

  // The launcher is not made with Lit: a server sends its tag.
  for (const name of elementNames.filter((candidate) => candidate !== 'launcher')) {
    it(`should render <openim-${name}>`, () => {
      const Element = customElements.get(`openim-${name}`) as unknown as new () => Rendering;
      const element = new Element();
      element.willUpdate(new Map());
      element.render();
    });
  }
});
