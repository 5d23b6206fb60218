/**
 * Shows the scenes in demo/gallery.html. `?element=<name>` shows those of one element, `?scene=<name>` one alone, for
 * screenshots; `scheme` and `dir` set its colours and direction, from right to left in Arabic. `data-ready` on the body says
 * that nothing is left to render.
 */
import '../components/index.js';
import '../components/people/people.js';

import { html, nothing, render } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { loadLinks } from '../components/internal/links.js';
import { findLanguage, loadCatalog } from '../components/locales/index.js';
import { richContent } from '../components/message/message-content.js';
import { standingStill, type Scene } from './gallery-scene.js';
import { pageLocale } from './page-locale.js';

let query = new URLSearchParams(location.search);
let wanted = query.get('scene');
const wantedElement = query.get('element');
const main = document.querySelector<HTMLElement>('.gallery');
const header = document.querySelector<HTMLElement>('.site-header');
let allScenes: readonly Scene[] = [];

function choicesTemplate() {
  const elements = new Set(allScenes.map(elementOf));
  return html`<form class="gallery-choices site-choice" @change=${handleChoice}>
    <label
      >Element
      <select name="element">
        <option value="">All</option>
        ${[...elements].map((name) => html`<option ?selected=${name === wantedElement}>${name}</option>`)}
      </select></label
    >
    <label
      >Scheme
      <select name="scheme">
        <option value="">System</option>
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
}

const elementOf = ({ name }: Scene): string => name.split('/')[0] ?? '';

function handleChoice(event: Event): void {
  const choice = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<
    string,
    string
  >;
  const element = choice['element'] ?? '';
  if (element !== (wantedElement ?? '')) {
    location.search = element && `?${new URLSearchParams({ element }).toString()}`;
    return;
  }
  const former = document.documentElement.dir;
  applyChoices(choice['scheme'] ?? '', choice['dir'] ?? '');
  document.documentElement.style.setProperty('--scene-width', `${choice['width'] ?? '420'}px`);
  if (document.documentElement.dir !== former) void show();
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
      ${
        scene.coversPage && wanted === null
          ? html`<p class="gallery-words gallery-words--inset">
              <a href="?${new URLSearchParams({ scene: scene.name }).toString()}">Shown by itself</a>
            </p>`
          : scene.render()
      }
    </div>
  </section>`;
}

function isShown(scene: Scene): boolean {
  return wanted === null ? !wantedElement || elementOf(scene) === wantedElement : scene.name === wanted;
}

async function show(): Promise<void> {
  if (!main) return;
  delete document.body.dataset['ready'];
  // Otherwise a picture would show what stands in for what is still being fetched, and a scene would act on elements that
  // wait for their words.
  await Promise.all([richContent.load(), loadLinks(), loadCatalog(findLanguage(pageLocale()).language)]);
  document.body.classList.toggle('alone', wanted !== null);
  const shown = allScenes.filter(isShown);
  render(nothing, main);
  render(html`${shown.map(sceneTemplate)}`, main);
  // Elements inside elements render one after the other; two frames later the last has.
  for (let frames = 0; frames < 3; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  for (const scene of shown) {
    const box = main.querySelector<HTMLElement>(`[data-scene="${scene.name}"]`);
    if (box && (wanted !== null || !scene.coversPage)) await scene.act?.(box);
  }
  if (wanted !== null) await standingStill(main);
  if (wanted === null) {
    // What some scenes did has taken the focus, and the page, to the last of them.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    scrollTo(0, 0);
  }
  document.body.dataset['ready'] = '';
}

export async function showScenes(scenes: readonly Scene[]): Promise<void> {
  applyChoices(query.get('scheme') ?? '', query.get('dir') ?? '');
  allScenes = scenes;
  if (header) render(choicesTemplate(), header);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav a'))
    if (link.href === location.href) link.setAttribute('aria-current', 'page');
  document.documentElement.dataset['scenes'] = JSON.stringify(scenes.map(({ name }) => name));
  await show();
  // Who goes from one scene to the next does so without loading the page again.
  addEventListener('popstate', () => {
    query = new URLSearchParams(location.search);
    wanted = query.get('scene');
    applyChoices(query.get('scheme') ?? '', query.get('dir') ?? '');
    void show();
  });
}
