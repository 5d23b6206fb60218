/**
 * Every element in every state, from a session in memory. `?scene=<name>` shows one alone, for screenshots; `scheme` and
 * `dir` set its colours and direction. `data-ready` on the body says that nothing is left to render.
 */
import '../components/index.js';

import { html, render } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { loadLinks } from '../components/internal/links.js';
import { richContent } from '../components/message/message-content.js';
import { scenes, type Scene } from './gallery-scenes.js';

const query = new URLSearchParams(location.search);
const wanted = query.get('scene');
const main = document.querySelector<HTMLElement>('.gallery');
const choices = document.querySelector<HTMLFormElement>('.gallery-choices');

function applyChoices(scheme: string, dir: string): void {
  document.documentElement.style.colorScheme = scheme || 'light dark';
  document.documentElement.dir = dir || 'ltr';
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

async function show(): Promise<void> {
  if (!main) return;
  // Otherwise a picture would show what stands in for what is still being fetched.
  await Promise.all([richContent.load(), loadLinks()]);
  applyChoices(query.get('scheme') ?? '', query.get('dir') ?? '');
  document.body.classList.toggle('alone', wanted !== null);
  const shown = scenes.filter(({ name }) => wanted === null || name === wanted);
  render(html`${shown.map(sceneTemplate)}`, main);
  // Elements inside elements render one after the other; two frames later the last has.
  for (let frames = 0; frames < 3; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  for (const scene of shown) {
    const box = main.querySelector<HTMLElement>(`[data-scene="${scene.name}"]`);
    if (box && (wanted !== null || !scene.name.endsWith('/menu'))) await scene.act?.(box);
  }
  document.body.dataset['ready'] = '';
}

choices?.addEventListener('change', () => {
  const choice = Object.fromEntries(new FormData(choices)) as Record<string, string>;
  applyChoices(choice['scheme'] ?? '', choice['dir'] ?? '');
  document.documentElement.style.setProperty('--scene-width', `${choice['width'] ?? '420'}px`);
});
document.documentElement.dataset['scenes'] = JSON.stringify(scenes.map(({ name }) => name));
await show();
