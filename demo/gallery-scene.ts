/** What a scene of the gallery is, and what scenes are made with. */
import { html, type TemplateResult } from 'lit';
import { OpenIMError, type ConnectionState } from '../src/index.js';
import { deepElements } from '../test/helpers/deep-elements.js';
import type { FakeSession, FakeTimeline } from '../test/helpers/fake-session.js';
import { storySession } from './gallery-people.js';
import { pageLocale } from './page-locale.js';

export type Scene = {
  /** `element/state`. */
  readonly name: string;
  /** Height in pixels of a scene that fills its box; others are as high as they are. */
  readonly height?: number;
  /** Whether it lies over the whole page, which only one at a time may. */
  readonly coversPage?: boolean;
  render(): TemplateResult;
  /** Done once everything is rendered: what only a user could do. */
  act?(box: HTMLElement): Promise<unknown>;
};

/** A provider around an element, with the story's session in a certain state. */
export function provided(
  inside: TemplateResult,
  prepare?: (session: FakeSession) => void,
  locale: string = pageLocale(),
): TemplateResult {
  const session = storySession();
  prepare?.(session);
  return html`<openim-provider .session=${session} locale=${locale}>${inside}</openim-provider>`;
}

export type ChatState = {
  readonly id?: string;
  readonly locale?: string;
  readonly prepare?: (timeline: FakeTimeline, session: FakeSession) => void;
};

export function chat({ id = 'single_mara', locale, prepare }: ChatState = {}): TemplateResult {
  return provided(
    html`<openim-chat class="pane" conversation-id=${id}></openim-chat>`,
    (session) => prepare?.(session.timeline(id), session),
    locale,
  );
}

export const offline = (): ConnectionState => ({
  kind: 'waiting',
  attempt: 3,
  retryAtMs: Date.now() + 8000,
  reason: 'offline',
});

export const failed = {
  kind: 'failed',
  error: new OpenIMError(114, 'The server did not answer in time.'),
} as const;

/** The element at the end of a path of selectors, each looked for in the shadow root of the one before. */
export function find(box: HTMLElement, ...path: readonly string[]): HTMLElement | undefined {
  let root: ParentNode | null | undefined = box;
  let found: HTMLElement | null | undefined;
  for (const selector of path) {
    found = root?.querySelector<HTMLElement>(selector);
    root = found?.shadowRoot;
  }
  return found ?? undefined;
}

/** Two frames: elements inside elements render one after the other. */
export async function frames(): Promise<void> {
  for (let count = 0; count < 2; count += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** What is found once it is there, be it fetched first; two frames later. */
export async function shown<Found>(look: () => Found): Promise<NonNullable<Found>> {
  let found = look();
  for (; !found; found = look()) await new Promise((resolve) => requestAnimationFrame(resolve));
  await frames();
  return found;
}

const STILL_FRAMES = 4;
/** Some scenes never stand still, such as the one of a recorder. */
const MOST_FRAMES = 120;

/** Resolves when pictures have been drawn and, for some frames, nothing has come, gone, grown or been scrolled. */
export async function standingStill(root: HTMLElement): Promise<void> {
  let [still, before] = [0, ''];
  for (let count = 0; still < STILL_FRAMES && count < MOST_FRAMES; count += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const elements = deepElements(root);
    const pictures = elements.filter((element) => element instanceof HTMLImageElement);
    await Promise.all(
      pictures.filter(({ complete }) => complete).map((picture) => picture.decode().catch(() => {})),
    );
    const now = elements
      .map(({ scrollTop, scrollHeight }) => `${String(scrollTop)}/${String(scrollHeight)}`)
      .join();
    still = now === before ? still + 1 : 0;
    before = now;
  }
}

/** Presses one thing after the other in the scene, each by a path as `find` takes it. */
export function pressing(...paths: readonly (readonly string[])[]): (box: HTMLElement) => Promise<void> {
  return async (box) => {
    for (const path of paths) {
      const button = await shown(() => find(box, ...path));
      button.scrollIntoView({ block: 'center' });
      // A menu that opens would close with the scrolling.
      await frames();
      button.click();
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  };
}

/** Writes into a field of the scene's. */
export async function write(box: HTMLElement, path: readonly string[], text: string): Promise<void> {
  const field = (await shown(() => find(box, ...path))) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await frames();
}
