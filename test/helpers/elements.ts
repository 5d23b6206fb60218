/** Mounting elements in a real page, waiting for them without sleeping, and looking inside. */
import 'axe-core/axe.min.js';

import type axe from 'axe-core';
import { assert } from 'chai';
import { html, render, type LitElement, type TemplateResult } from 'lit';
import { deepElements } from './deep-elements.js';
import { FakeSession } from './fake-session.js';

let boxes: HTMLElement[] = [];

/** Renders a template into the page, in a box of a phone's size, and waits until everything in it has rendered. */
export async function mount(
  template: TemplateResult,
  style = 'inline-size:380px;block-size:560px',
): Promise<HTMLElement> {
  const box = document.createElement('main');
  box.setAttribute('style', style);
  document.body.append(box);
  boxes.push(box);
  render(template, box);
  await settle(box);
  return box;
}

/** A provider with a session in memory around the template. */
export async function mountWith(
  session: FakeSession,
  template: TemplateResult,
  style?: string,
): Promise<HTMLElement> {
  return mount(html`<openim-provider .session=${session} locale="en">${template}</openim-provider>`, style);
}

/** Takes everything out of the page again. For `afterEach`. */
export function unmountAll(): void {
  for (const box of boxes) box.remove();
  boxes = [];
}

/** Resolves when nothing below `root` has an update to come. */
export async function settle(root: Element): Promise<void> {
  for (;;) {
    // Requests are carried out a microtask after their event.
    await new Promise((resolve) => queueMicrotask(() => resolve(undefined)));
    await Promise.resolve();
    const pending = [root, ...deepElements(root)].filter(
      (element): element is LitElement => (element as Partial<LitElement>).isUpdatePending === true,
    );
    if (pending.length === 0) return;
    await Promise.all(pending.map((element) => element.updateComplete));
  }
}

/** The next frames: layout, observers and scroll events have happened. */
export async function frames(count = 2): Promise<void> {
  for (let index = 0; index < count; index += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Waits, frame by frame, until something holds. The test's own time limit ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await frames(1);
}

/** The element at the end of a path of selectors, each looked for in the shadow root of the one before. */
export function find(root: Element, ...path: string[]): HTMLElement | null {
  let current: Element | null = root;
  path.forEach((selector, index) => {
    const scope: Element | ShadowRoot | null = index === 0 ? current : (current?.shadowRoot ?? null);
    current = scope?.querySelector(selector) ?? null;
  });
  return current as HTMLElement | null;
}

/** As {@link find}, of something that has to be there. */
export function get(root: Element, ...path: string[]): HTMLElement {
  const found = find(root, ...path);
  assert.ok(found, `nothing at ${path.join(' >> ')}`);
  return found;
}

/** The only element of a tag below `root`, as its own class. */
export function tag<Name extends keyof HTMLElementTagNameMap>(
  root: Element,
  name: Name,
): HTMLElementTagNameMap[Name] {
  const found = root.querySelector(name);
  assert.ok(found, `no <${name}>`);
  return found;
}

/** What a reader sees in an element, shadow roots included, white space squeezed. */
export function visibleText(root: Element): string {
  return textOf(root.shadowRoot ?? root)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function textOf(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof HTMLStyleElement || (node instanceof HTMLElement && node.hidden)) return '';
  if (node instanceof HTMLSlotElement) {
    const assigned = node.assignedNodes();
    return (assigned.length > 0 ? assigned : [...node.childNodes]).map(textOf).join(' ');
  }
  const inside = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
  return [...inside.childNodes].map(textOf).join(' ');
}

/** No violation of any rule of axe-core's. */
export async function assertAccessible(root: Element): Promise<void> {
  // What is still fading in has too little contrast for as long.
  for (const element of deepElements(root)) for (const animation of element.getAnimations()) animation.cancel();
  const { axe: engine } = globalThis as unknown as { axe: typeof axe };
  const { violations } = await engine.run(root, { resultTypes: ['violations'] });
  const report = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ html: at, failureSummary }) => `  ${at}\n  ${failureSummary ?? ''}`).join('\n')}`,
  );
  assert.isEmpty(report, report.join('\n'));
}

/** What an element is called for those who do not see it, its contents included. */
export function accessibleName(element: Element): string {
  const { axe: engine } = globalThis as unknown as {
    axe: typeof axe & { commons: { text: { accessibleText(element: Element): string } } };
  };
  engine.setup(document.body);
  try {
    return engine.commons.text.accessibleText(element).replaceAll(/\s+/g, ' ').trim();
  } finally {
    engine.teardown();
  }
}

/** Collects events of a name on `target` until the test ends. */
export function record<Name extends keyof GlobalEventHandlersEventMap>(
  target: EventTarget,
  name: Name,
): GlobalEventHandlersEventMap[Name][] {
  const events: GlobalEventHandlersEventMap[Name][] = [];
  target.addEventListener(name, (event) => events.push(event as GlobalEventHandlersEventMap[Name]));
  return events;
}

/** Presses a key on an element. False when a listener prevented what the browser would do. */
export function press(target: Element, key: string, init: KeyboardEventInit = {}): boolean {
  return target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }),
  );
}

/** What the console is warned of while `act` runs. */
export async function warningsOf(act: () => Promise<unknown>): Promise<string[]> {
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (...args: unknown[]) => warnings.push(args.map(String).join(' '));
  try {
    await act();
  } finally {
    console.warn = warn;
  }
  return warnings;
}
