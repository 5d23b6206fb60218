/** Scenes of the gallery, for tests of what they look like. */
import { assert } from 'chai';
import { html } from 'lit';
import type { Scene } from '../../demo/gallery-scene.js';
import { scenes } from '../../demo/gallery-scenes.js';
import { deepElements } from './deep-elements.js';
import { frames, mount, settle } from './elements.js';

/** Mounts a scene in a box of that width, acts in it, and waits until everything in it has rendered. */
export async function mountScene(scene: Scene, inlineSize: string): Promise<HTMLElement> {
  const box = await mount(
    html`<div style="--scene-height:640px">${scene.render()}</div>`,
    `inline-size:${inlineSize}`,
  );
  for (const pane of box.querySelectorAll<HTMLElement>('.pane')) pane.style.blockSize = '640px';
  await settle(box);
  await frames(2);
  await scene.act?.(box);
  await settle(box);
  return box;
}

/** As {@link mountScene}, by its name: `element/state`. */
export async function showScene(name: string, inlineSize = '320px'): Promise<HTMLElement> {
  const scene = scenes.find((one) => one.name === name);
  assert.ok(scene, `no scene is called ${name}`);
  return mountScene(scene, inlineSize);
}

/** The first element of a selector below `root`, in whichever shadow root. */
export function deep(root: HTMLElement, selector: string): HTMLElement {
  const found = deepElements(root).find((element) => element.matches(selector));
  assert.ok(found instanceof HTMLElement, `nothing is ${selector}`);
  return found;
}
