import '../../../components/audio-player/audio-player.js';

import { assert } from 'chai';
import { html } from 'lit';
import type { OpenIMAudioPlayer } from '../../../components/audio-player/audio-player.component.js';
import { get, mount, settle, tag, unmountAll } from '../../helpers/elements.js';

const SAMPLE_RATE_HZ = 8000;

/** A recording of silence, as a WAV file. */
function silence(seconds: number): Blob {
  const bytes = SAMPLE_RATE_HZ * seconds;
  const words = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (char) => char.charCodeAt(0));
  const numbers = (...values: number[]): Uint32Array<ArrayBuffer> => Uint32Array.from(values);
  const monoPCM = Uint16Array.of(1, 1);
  const eightBits = Uint16Array.of(1, 8);
  return new Blob(
    [
      words('RIFF'),
      numbers(36 + bytes),
      words('WAVEfmt '),
      numbers(16),
      monoPCM,
      numbers(SAMPLE_RATE_HZ, SAMPLE_RATE_HZ),
      eightBits,
      words('data'),
      numbers(bytes),
      new Uint8Array(bytes).fill(128),
    ],
    { type: 'audio/wav' },
  );
}

/** Firefox and WebKitGTK do not play where the machine has nothing to be heard with. */
const itPlays: (title: string, run: () => Promise<void>) => void = navigator.userAgent.includes('Chrome')
  ? it
  : (title) => it.skip(`${title} (plays nothing without a sound card)`);

const happens = (target: EventTarget, type: string): Promise<unknown> =>
  new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

async function addressOf(file: Blob): Promise<string> {
  const reader = new FileReader();
  reader.readAsDataURL(file);
  await happens(reader, 'load');
  return reader.result as string;
}

/** Shows a recording of a minute, and plays it until it has got somewhere. */
async function play(src: string): Promise<{ player: OpenIMAudioPlayer; audio: HTMLAudioElement }> {
  const box = await mount(html`<openim-audio-player src=${src} duration-seconds="60"></openim-audio-player>`);
  const player = tag(box, 'openim-audio-player');
  const audio = get(box, 'openim-audio-player', 'audio') as HTMLAudioElement;
  await player.play();
  while (audio.currentTime === 0) await happens(audio, 'timeupdate');
  await settle(player);
  return { player, audio };
}

const playButton = (): HTMLElement => get(document.body, 'openim-audio-player', '.play');

describe('<openim-audio-player>', () => {
  let local = '';
  let uploaded = '';

  before(async () => {
    local = URL.createObjectURL(silence(60));
    uploaded = await addressOf(silence(60));
  });
  after(() => URL.revokeObjectURL(local));
  afterEach(unmountAll);

  itPlays(
    'should play on when the recording gets another address after its upload, and continue from there after a pause',
    async () => {
      const { player, audio } = await play(local);
      player.src = uploaded;
      await settle(player);
      assert.isFalse(audio.paused);
      assert.equal(audio.currentSrc, local);

      const { currentTime } = audio;
      playButton().click();
      await happens(audio, 'pause');
      await settle(player);
      assert.equal(audio.getAttribute('src'), uploaded);

      await player.play();
      while (audio.currentTime === 0) await happens(audio, 'timeupdate');
      assert.isAtLeast(audio.currentTime, currentTime);
    },
  );

  itPlays('should stop when it is given none', async () => {
    const { player, audio } = await play(uploaded);
    player.src = '';
    await settle(player);
    assert.isTrue(audio.paused);
    assert.match(String(playButton().getAttribute('aria-label')), /^Play/);
  });

  itPlays('should stop when it is given another recording', async () => {
    const { player, audio } = await play(uploaded);
    player.src = local;
    await settle(player);
    assert.equal(audio.getAttribute('src'), local);
    assert.isTrue(audio.paused);
    assert.match(String(playButton().getAttribute('aria-label')), /^Play/);
  });
});
