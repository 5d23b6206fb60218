/** What is heard and seen: players, and the recorder of voice messages. */
import '../components/audio-player/audio-player.js';
import '../components/video-player/video-player.js';
import '../components/voice-recorder/voice-recorder.js';

import { html, type TemplateResult } from 'lit';
import { chat, find, frames, pressing, provided, shown, type Scene } from './gallery-scene.js';
import { pictureAddress } from './gallery-people.js';

const SECONDS = 14;
const SAMPLE_RATE_HZ = 4000;
const HEADER_BYTES = 44;

/** A recording without a file: somebody speaks, and takes a breath now and then. */
function recording(): string {
  const count = SECONDS * SAMPLE_RATE_HZ;
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + count));
  const text = (at: number, word: string): void => {
    for (let index = 0; index < word.length; index += 1) view.setUint8(at + index, word.charCodeAt(index));
  };
  text(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + count, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE_HZ, true);
  view.setUint32(28, SAMPLE_RATE_HZ, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, 'data');
  view.setUint32(40, count, true);
  for (let index = 0; index < count; index += 1) {
    const second = index / SAMPLE_RATE_HZ;
    const loudness = Math.abs(Math.sin(second * 1.9) * Math.cos(second * 5.3)) ** 0.7;
    view.setUint8(HEADER_BYTES + index, 128 + Math.round(120 * loudness * Math.sin(second * 1800)));
  }
  const bytes = new Uint8Array(view.buffer);
  return `data:audio/wav;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

function media(name: string, inside: () => TemplateResult, act?: Scene['act']): Scene {
  return { name, render: () => provided(inside()), ...(act && { act }) };
}

const sound = (src: string) => (): TemplateResult =>
  html`<openim-audio-player src=${src} duration-seconds=${SECONDS}></openim-audio-player>`;

const loud = (box: HTMLElement): Promise<unknown> =>
  shown(() => {
    const bars = box.querySelector('openim-audio-player')?.shadowRoot?.querySelectorAll('.bar') ?? [];
    return [...bars].some((bar) => Number(bar.getAttribute('height')) > 20);
  });

async function seek(box: HTMLElement): Promise<void> {
  await loud(box);
  const slider = (await shown(() => find(box, 'openim-audio-player', '.seek'))) as HTMLInputElement;
  slider.value = '5';
  slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

const film = (src: string, poster: string, seconds: number): TemplateResult =>
  html`<div class="row">
    <openim-video-player src=${src} poster=${poster} duration-seconds=${seconds}></openim-video-player>
  </div>`;

/** The recorder in a chat, with a microphone that does as it is told. */
function recorder(state: string, microphone: () => Promise<MediaStream>, act?: Scene['act']): Scene {
  return {
    name: `voice-recorder/${state}`,
    height: 420,
    // There is one microphone.
    coversPage: true,
    render: () => chat(),
    act: async (box) => {
      const { mediaDevices } = navigator;
      Object.defineProperty(navigator, 'mediaDevices', {
        configurable: true,
        value: { getUserMedia: microphone },
      });
      await pressing(['openim-chat', 'openim-composer', '[data-tool="voice"]'])(box);
      await shown(() => find(box, 'openim-chat', 'openim-composer', 'openim-voice-recorder'));
      Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: mediaDevices });
      await act?.(box);
      await frames();
    },
  };
}

const never = (): Promise<never> => new Promise(() => undefined);
const refusing = (name: string) => (): Promise<never> => Promise.reject(new DOMException('', name));

export const mediaScenes: readonly Scene[] = [
  media('audio-player/ready', sound(recording()), loud),
  media('audio-player/begun', sound(recording()), seek),
  media(
    'audio-player/nothing',
    () => html`<openim-audio-player duration-seconds=${SECONDS}></openim-audio-player>`,
  ),
  media('audio-player/broken', sound('data:audio/wav;base64,AAAA'), async (box) => {
    await pressing(['openim-audio-player', '.play'])(box);
    await shown(() => find(box, 'openim-audio-player', '.base--broken'));
  }),
  media('video-player/ready', () => film('https://chat.example/film.mp4', pictureAddress(560, 316), 75)),
  media('video-player/nothing', () => film('', '', 75)),
  media(
    'video-player/broken',
    () => film('data:video/mp4,', '', 75),
    (box) => shown(() => find(box, 'openim-video-player', '.broken')),
  ),
  recorder('asking', never),
  recorder('recording', never, async (box) => {
    // What a microphone would bring, so that every picture is the same.
    const levels = Array.from({ length: 40 }, (_, index) =>
      Math.abs(Math.sin(index * 0.7) * Math.cos(index * 0.31)),
    );
    const element = await shown(() => find(box, 'openim-chat', 'openim-composer', 'openim-voice-recorder'));
    Object.assign(element, { phase: 'recording', durationMs: 42_000, levels });
  }),
  recorder('refused', refusing('NotAllowedError')),
  recorder('missing', refusing('NotFoundError')),
];
