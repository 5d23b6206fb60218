import { assert } from 'chai';
import { placeInWindow } from '../../../components/internal/place-in-window.js';

describe('placeInWindow', () => {
  let element: HTMLElement;

  beforeEach(() => {
    element = document.createElement('div');
    element.setAttribute('style', 'position:fixed;inline-size:60px;block-size:40px');
    document.body.append(element);
  });

  afterEach(() => {
    element.remove();
    document.documentElement.style.removeProperty('zoom');
  });

  for (const zoom of ['1', '1.5', '0.8']) {
    it(`should put something where it is wished in a page with zoom: ${zoom}`, () => {
      document.documentElement.style.setProperty('zoom', zoom);
      placeInWindow(element, 100, 120);
      const { left, top } = element.getBoundingClientRect();
      assert.approximately(left, 100, 1);
      assert.approximately(top, 120, 1);
    });

    it(`should keep it inside of the window with zoom: ${zoom}`, () => {
      document.documentElement.style.setProperty('zoom', zoom);
      placeInWindow(element, 10_000, -5);
      const { right, top } = element.getBoundingClientRect();
      assert.approximately(right, innerWidth - 8, 1);
      assert.approximately(top, 8, 1);
    });
  }
});
