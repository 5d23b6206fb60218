/**
 * Shows scenes in a page with a `.site-header`, which gets the choices, and a `.gallery`. `?scene=<name>` shows one alone, for screenshots;
 * `scheme` and `dir` set its colours and direction, from right to left in Arabic. `data-ready` on the body says that
 * nothing is left to render.
 */
import '../components/index.js';
import '../components/people/people.js';

import { html, nothing, render } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { loadLinks } from '../components/internal/links.js';
import { richContent } from '../components/message/message-content.js';
import type { Scene } from './gallery-scenes.js';
import { pageLocale } from './page-locale.js';

const query = new URLSearchParams(location.search);
const wanted = query.get('scene');
const main = document.querySelector<HTMLElement>('.gallery');
const header = document.querySelector<HTMLElement>('.site-header');

const choicesTemplate = html`<form class="gallery-choices site-choice" @change=${handleChoice}>
  <label
    >Scheme
    <select name="scheme">
      <option value="">As the system</option>
      <option>light</option>
      <option>dark</option>
    </select></label
  >
  <label
    >Direction
    <select name="dir">
      <option>ltr</option>
      <option>rtl</option>
    </select></label
  >
  <label
    >Width
    <select name="width">
      <option>320</option>
      <option selected>420</option>
      <option>720</option>
      <option>1024</option>
    </select></label
  >
</form>`;
let shownScenes: readonly Scene[] = [];

function handleChoice(event: Event): void {
  const choice = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<
    string,
    string
  >;
  const former = document.documentElement.dir;
  applyChoices(choice['scheme'] ?? '', choice['dir'] ?? '');
  document.documentElement.style.setProperty('--scene-width', `${choice['width'] ?? '420'}px`);
  if (document.documentElement.dir !== former) void show(shownScenes);
}

function applyChoices(scheme: string, dir: string): void {
  const { documentElement } = document;
  documentElement.style.colorScheme = scheme || 'light dark';
  documentElement.dir = dir || 'ltr';
  documentElement.lang = pageLocale();
}

function sceneTemplate(scene: Scene) {
  const style = scene.height === undefined ? {} : { '--scene-height': `${String(scene.height)}px` };
  return html`<section class="scene" data-scene=${scene.name}>
    <h2>${scene.name}</h2>
    <div class="scene-box ${scene.height === undefined ? 'padded' : ''}" style=${styleMap(style)}>
      ${scene.render()}
    </div>
  </section>`;
}

/** Those that cover the page, which only one at a time may. */
function isAlone({ name }: Scene): boolean {
  return /\/(menu|member-menu|question|adding|inviting|new-group)$/.test(name);
}

async function show(scenes: readonly Scene[]): Promise<void> {
  if (!main) return;
  delete document.body.dataset['ready'];
  // Otherwise a picture would show what stands in for what is still being fetched.
  await Promise.all([richContent.load(), loadLinks()]);
  document.body.classList.toggle('alone', wanted !== null);
  const shown = scenes.filter(({ name }) => wanted === null || name === wanted);
  render(nothing, main);
  render(html`${shown.map(sceneTemplate)}`, main);
  // Elements inside elements render one after the other; two frames later the last has.
  for (let frames = 0; frames < 3; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  for (const scene of shown) {
    const box = main.querySelector<HTMLElement>(`[data-scene="${scene.name}"]`);
    if (box && (wanted !== null || !isAlone(scene))) await scene.act?.(box);
  }
  document.body.dataset['ready'] = '';
}

export async function showScenes(scenes: readonly Scene[]): Promise<void> {
  applyChoices(query.get('scheme') ?? '', query.get('dir') ?? '');
  shownScenes = scenes;
  if (header) render(choicesTemplate, header);
  document.documentElement.dataset['scenes'] = JSON.stringify(scenes.map(({ name }) => name));
  await show(scenes);
}
