import '../../../components/location-dialog/location-dialog.js';

import { assert } from 'chai';
import { html } from 'lit';
import { get, mount, settle, unmountAll, visibleText } from '../../helpers/elements.js';
import { replaceMember } from '../../helpers/replace-member.js';

type Position = { readonly coords: { readonly latitude: number; readonly longitude: number } };
type Answer = (found: (position: Position) => void, failed: () => void) => void;

describe('<openim-location-dialog>', () => {
  let restore: (() => void) | undefined;

  afterEach(() => {
    unmountAll();
    restore?.();
    restore = undefined;
  });

  /** Presses the button for the device's position, which `answer` stands for; undefined for a browser that knows none. */
  async function locate(answer: Answer | undefined): Promise<HTMLElement> {
    restore = replaceMember(navigator, 'geolocation', () => answer && { getCurrentPosition: answer });
    const box = await mount(html`<openim-location-dialog></openim-location-dialog>`);
    get(box, 'openim-location-dialog', '.locate').click();
    await settle(box);
    return box;
  }

  const valueOf = (box: HTMLElement, name: string): string =>
    (get(box, 'openim-location-dialog', `[name="${name}"]`) as HTMLInputElement).value;
  const wordsOf = (box: HTMLElement): string => visibleText(get(box, 'openim-location-dialog'));

  it('should take over where the device is', async () => {
    const box = await locate((found) => found({ coords: { latitude: 53.5436, longitude: 9.9915 } }));
    assert.deepEqual([valueOf(box, 'latitude'), valueOf(box, 'longitude')], ['53.543600', '9.991500']);
    assert.include(wordsOf(box), 'Use my location');
  });

  it('should say that it is looking, and take what is entered meanwhile', async () => {
    const box = await locate(() => undefined);
    assert.include(wordsOf(box), 'Finding your location…');
    assert.isFalse((get(box, 'openim-location-dialog', '[part=submit]') as HTMLButtonElement).disabled);
  });

  for (const [reason, answer] of [
    ['it is refused', (_found, failed) => failed()],
    ['the browser knows no positions', undefined],
  ] as [string, Answer | undefined][]) {
    it(`should ask to enter the location where ${reason}`, async () => {
      const words = wordsOf(await locate(answer));
      assert.include(words, 'Enter it below');
      assert.include(words, 'Use my location', 'the button does not wait any more');
    });
  }
});
