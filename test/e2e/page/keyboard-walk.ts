/** In the page: one scene after the other, which key the walk presses next, and what is wrong where it comes to. */
import '../../../components/index.js';
import '../../../components/people/people.js';

import { html, nothing, render } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { loadLinks } from '../../../components/internal/links.js';
import { richContent } from '../../../components/message/message-content.js';
import { scenes } from '../../../demo/gallery-scenes.js';

type Keys = AsyncGenerator<string, void, void>;
type Look = { readonly element: Element; readonly look: string };

const byRole = (...roles: readonly string[]): string => roles.map((role) => `[role="${role}"]`).join();

/** What somebody acts on; a message is one, since its menu opens from it. */
const CONTROL = [
  'button, a[href], input, textarea, select, summary, audio[controls], video[controls]',
  '[contenteditable="true"], [tabindex="0"], [role="article"][tabindex]',
  byRole('button', 'link', 'option', 'menuitem', 'tab', 'radio', 'switch', 'slider', 'combobox', 'gridcell'),
].join();
/** What has one Tab stop, and arrow keys from there. */
const WIDGET = byRole('listbox', 'tablist', 'menu', 'log', 'grid', 'radiogroup');
/** What keeps Tab in itself until Escape: the bubble's window together with the bubble. */
const ENCLOSING = 'dialog:modal, openim-launcher[open]';
/** What a message's menu button does, Enter does on the message: keyboards have no need of a stop for each of them. */
const POINTERS_OWN = '.menu-button[aria-haspopup="menu"]';
const MAX_KEYS = 500;
/** How many rows, outwards from what has the focus, may be what shows it: a field's frame, a list's row. */
const MAX_FRAMES = 6;
const EDGES = ['outline', 'borderTop', 'borderBottom'] as const;

const pressable = new WeakSet<EventTarget>();
// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own `this`
const { addEventListener } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (this: EventTarget, ...args) {
  if (args[0] === 'click') pressable.add(this);
  addEventListener.apply(this, args);
};

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

// ── The tree as it is shown, through all shadow roots ──────────────────────────────────────────────────────────────

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

function* upwards(element: Element | null): Generator<Element> {
  for (let at = element; at; at = parentOf(at)) yield at;
}

function* below(root: Element | ShadowRoot): Generator<Element> {
  for (const element of root.children) {
    yield element;
    if (element.shadowRoot) yield* below(element.shadowRoot);
    yield* below(element);
  }
}

function holds(outer: Element, inner: Element | null): boolean {
  for (const at of upwards(inner)) if (at === outer) return true;
  return false;
}

function focused(): Element | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active && active !== document.body ? active : undefined;
}

function elementAt(x: number, y: number): Element | null {
  let hit = document.elementFromPoint(x, y);
  for (;;) {
    const inner = hit?.shadowRoot?.elementFromPoint(x, y);
    if (!inner || inner === hit) return hit;
    hit = inner;
  }
}

function isShown(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  if (width === 0 || height === 0) return false;
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  return ![...upwards(element)].some((at) => at.matches('[aria-hidden="true"], [inert]'));
}

const isEnabled = (element: Element): boolean => !element.matches(':disabled, [aria-disabled="true"]');

/** Whether Tab passes it by: by its own doing, or because its host is passed by. */
function isSkipped(element: Element): boolean {
  for (const at of upwards(element)) {
    if (!(at instanceof HTMLElement) || at.tabIndex >= 0) continue;
    if (at === element || (at.shadowRoot && at.hasAttribute('tabindex'))) return true;
  }
  return false;
}

/** Where it stands, what it is, and what is written on it. */
function describe(element: Element): string {
  const hosts = [...upwards(element)].filter((at) => at.shadowRoot).reverse();
  const own = element.shadowRoot ? [] : [[element.localName, ...element.classList].join('.')];
  const words = element.getAttribute('aria-label') ?? element.textContent;
  const path = [...hosts.map(({ localName }) => localName.replace('openim-', '')), ...own].join(' > ');
  return `${path} “${words.replaceAll(/\s+/g, ' ').trim().slice(0, 40)}”`;
}

/** What could show that something has the focus. */
function lookOf(element: Element): string {
  const style = getComputedStyle(element);
  const edges = EDGES.map((edge) =>
    style[`${edge}Style`] === 'none' ? '' : style[`${edge}Width`] + style[`${edge}Color`],
  );
  return [...edges, style.boxShadow].join();
}

// ── The walk ───────────────────────────────────────────────────────────────────────────────────────────────────────

class Walk {
  readonly problems = new Set<string>();
  readonly #before: HTMLElement;
  readonly #behind: HTMLElement;
  readonly #wanted = new Set<Element>();
  readonly #reached = new Set<Element>();
  readonly #walked = new Set<Node>();
  /** What has not been seen to look otherwise than with the focus. */
  readonly #alike = new Map<Element, readonly Look[]>();
  #fromTheStart: ReadonlySet<Element> = new Set();
  #stop: Element | undefined;
  #keyCount = 0;

  constructor(before: HTMLElement, behind: HTMLElement) {
    this.#before = before;
    this.#behind = behind;
  }

  async *keys(): Keys {
    const enclosing = [...below(document.body)].filter((element) => element.matches(ENCLOSING)).at(-1);
    const scope = enclosing ?? document.body;
    this.#collect(scope);
    this.#fromTheStart = new Set(this.#wanted);
    if (focused()) {
      this.#look();
      yield* this.#arrows();
    } else this.#before.focus();
    let isBack = false;
    for (const key of ['Tab', 'Shift+Tab', 'Tab', 'Shift+Tab']) {
      // Once more for what came into the page on the way back.
      this.#collect(scope);
      if (isBack && this.#missing().length === 0) break;
      if (enclosing) yield* this.#round(enclosing, key);
      else yield* this.#walkTo(key === 'Tab' ? this.#behind : this.#before, key);
      isBack ||= key === 'Shift+Tab';
    }
    this.#collect(scope);
    this.#lookForPointers(scope);
    // Last, since each shows something else.
    for (const tab of [...this.#reached].filter((element) => element.matches('[role="tab"]'))) {
      if (!(tab instanceof HTMLElement) || !tab.isConnected) continue;
      tab.focus();
      yield* this.#arrows(true);
    }
    this.#conclude();
    if (enclosing) yield* this.#leave(enclosing);
  }

  #problem(what: string, element: Element): void {
    this.problems.add(`${what}: ${describe(element)}`);
  }

  #conclude(): void {
    for (const element of this.#missing()) this.#problem('is not reached', element);
    const at = focused();
    if (at instanceof HTMLElement) {
      at.blur();
      this.#compare();
      at.focus();
    }
    for (const element of this.#alike.keys()) this.#problem('looks the same with and without the focus', element);
  }

  #missing(): Element[] {
    // What comes and goes is another element each time.
    const known = new Set([...this.#reached].map(describe));
    return [...this.#wanted].filter(
      (element) =>
        !this.#reached.has(element) &&
        element.isConnected &&
        isEnabled(element) &&
        (this.#fromTheStart.has(element) || !known.has(describe(element))),
    );
  }

  async *#leave(enclosing: Element): Keys {
    const at = focused();
    // The first one empties a search field, in every browser.
    if (at instanceof HTMLInputElement && at.type === 'search' && at.value !== '') yield 'Escape';
    yield 'Escape';
    await frame();
    if (enclosing.isConnected && enclosing.matches(ENCLOSING)) this.#problem('Escape does not close', enclosing);
    if (enclosing.isConnected && focused() && !holds(enclosing, focused() ?? null))
      this.#problem('Escape takes the focus elsewhere than it was', enclosing);
  }

  #collect(root: Element): void {
    for (const element of [root, ...below(root)])
      if (element.matches(CONTROL) && !element.matches(POINTERS_OWN) && isEnabled(element) && isShown(element))
        this.#wanted.add(element);
    this.#wanted.delete(this.#before);
    this.#wanted.delete(this.#behind);
  }

  *#press(key: string): Generator<string, void, void> {
    this.#keyCount += 1;
    yield key;
    this.#look();
  }

  /** Until `end`. */
  async *#walkTo(end: Element, key: string): Keys {
    for (let lost = 0; ;) {
      yield* this.#press(key);
      const at = focused();
      if (at === end) return;
      lost = at ? 0 : lost + 1;
      if (lost > 1 || this.#keyCount > MAX_KEYS) {
        this.#problem(`${key} does not get to the end of the page, but`, at ?? document.body);
        return;
      }
      yield* this.#arrows();
    }
  }

  /** Until it comes back to where it began. What comes between the last and the first is the browser's own. */
  async *#round(enclosing: Element, key: string): Keys {
    if (!holds(enclosing, focused() ?? null)) yield* this.#press(key);
    const first = focused();
    for (let lost = 0; ;) {
      yield* this.#press(key);
      const at = focused();
      if (at && at === first) return;
      if (at && !holds(enclosing, at)) this.#problem(`${key} leads out of a dialog`, at);
      lost = at ? 0 : lost + 1;
      if (lost > 1 || this.#keyCount > MAX_KEYS) {
        this.#problem(`${key} does not go round in`, enclosing);
        return;
      }
      yield* this.#arrows();
    }
  }

  /** Through all that has one Tab stop together; tabs, which show something else each, when they are asked for. */
  async *#arrows(tabsToo = false): Keys {
    const at = focused();
    if (!at || (at.matches('[role="tab"]') && !tabsToo)) return;
    const widget = [...upwards(at)].find((outer) => outer.matches(WIDGET));
    // A link in a message has arrow keys of its own.
    if (widget && !at.hasAttribute('role')) return;
    const group = widget ?? at.getRootNode();
    if (this.#walked.has(group) || this.#rest(group).length === 0) return;
    this.#walked.add(group);
    yield* this.#into([...this.#wanted].filter((element) => !this.#reached.has(element) && holds(at, element)));
    const idle = new Map<string, number>();
    const isUseful = (key: string): boolean => (idle.get(key) ?? 0) < 2;
    const keys = ['ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowLeft'];
    for (let key: string | undefined = 'ArrowRight'; key && this.#rest(group).length > 0;) {
      if (this.#keyCount > MAX_KEYS) return;
      const before = this.#rest(group);
      const from = focused();
      const count = this.#reached.size;
      yield* this.#press(key);
      if (focused() === from) {
        // A row that is not in the page yet.
        await frame();
        this.#look();
      }
      if (focused() === from) {
        idle.set(key, (idle.get(key) ?? 0) + 1);
        key = keys.filter(isUseful).sort((a, b) => (idle.get(a) ?? 0) - (idle.get(b) ?? 0))[0];
      } else if (this.#reached.size > count && isUseful('ArrowRight')) key = 'ArrowRight';
      yield* this.#into(before.filter((element) => !this.#reached.has(element) && !isSkipped(element)));
    }
  }

  /** By Tab to what the present stop brings along, and back. */
  *#into(brought: readonly Element[]): Generator<string, void, void> {
    const from = focused();
    const steps = brought.length + 2;
    for (let step = 0; step < steps && !brought.every((element) => this.#reached.has(element)); step += 1)
      yield* this.#press('Tab');
    for (let step = 0; step < steps && focused() !== from; step += 1) yield* this.#press('Shift+Tab');
  }

  /** What of a group is not reached yet, and not by Tab. */
  #rest(group: Node): Element[] {
    const root = group instanceof ShadowRoot ? group.host : group;
    this.#collect(root instanceof Element ? root : document.body);
    const isIn = (element: Element): boolean =>
      group instanceof Element ? holds(group, element) : element.getRootNode() === group;
    return [...this.#wanted].filter(
      (element) => element.isConnected && !this.#reached.has(element) && isSkipped(element) && isIn(element),
    );
  }

  #look(): void {
    const element = focused();
    const option = element?.getAttribute('aria-activedescendant');
    const root = element?.getRootNode() as Document | ShadowRoot | undefined;
    const active = option ? root?.getElementById(option) : undefined;
    if (active) this.#reached.add(active);
    if (element === this.#stop) return;
    this.#compare();
    this.#stop = element;
    if (!element || element === this.#before || element === this.#behind) return;
    if (this.#reached.has(element)) return;
    this.#reached.add(element);
    this.#check(element);
    const frames = [...upwards(element)].slice(0, MAX_FRAMES);
    this.#alike.set(
      element,
      frames.map((at) => ({ element: at, look: lookOf(at) })),
    );
    this.#collect(element);
  }

  #compare(): void {
    for (const [element, looks] of this.#alike)
      if (!element.isConnected || looks.some((former) => lookOf(former.element) !== former.look))
        this.#alike.delete(element);
  }

  #check(element: Element): void {
    if (!(element as Element & { computedName?: string }).computedName) this.#problem('has no name', element);
    const target = element.closest('label') ?? element;
    if (!isShown(target)) {
      this.#problem('has the focus and is not shown', element);
      return;
    }
    const { left, right, top, bottom } = target.getClientRects()[0] ?? target.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const points = [
      [x, y],
      [left + 4, y],
      [right - 4, y],
      [x, top + 4],
      [x, bottom - 4],
    ] as const;
    if (points.some((point) => holds(target, elementAt(...point)))) return;
    const hit = elementAt(x, y);
    this.#problem(hit ? `lies under ${describe(hit)}` : 'has the focus outside of the window', element);
  }

  /** What only a pointer can press. */
  #lookForPointers(scope: Element): void {
    for (const element of below(scope)) {
      if (!isShown(element)) continue;
      const hand = (at: Element | null): boolean => at !== null && getComputedStyle(at).cursor === 'pointer';
      const hasHand = hand(element) && !hand(parentOf(element));
      // A host and a box listen for what stands in them.
      const listens = pressable.has(element) && !element.shadowRoot && element.childElementCount === 0;
      if (!hasHand && !listens) continue;
      if ([...upwards(element)].some((at) => at.matches(`${CONTROL}, label`))) continue;
      this.#problem('is for pointers only', element);
    }
  }
}

// ── What the test asks for ─────────────────────────────────────────────────────────────────────────────────────────

const main = document.querySelector('main');
const before = document.querySelector<HTMLElement>('#before');
const behind = document.querySelector<HTMLElement>('#behind');

async function show(name: string): Promise<void> {
  const scene = scenes.find((candidate) => candidate.name === name);
  if (!main || !scene) throw new Error(`there is no scene ${name}`);
  await Promise.all([richContent.load(), loadLinks()]);
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  render(nothing, main);
  const { height } = scene;
  const style = height === undefined ? {} : { '--scene-height': `${String(height)}px` };
  render(
    html`<div class="scene-box ${height === undefined ? 'padded' : ''}" style=${styleMap(style)}>
      ${scene.render()}
    </div>`,
    main,
  );
  for (let count = 0; count < 3; count += 1) await frame();
  await scene.act?.(main);
}

let walk: Walk | undefined;
let keys: Keys | undefined;

const walker = {
  scenes: scenes.map(({ name }) => name),
  begin: async (scene: string): Promise<void> => {
    await show(scene);
    if (!before || !behind) return;
    walk = new Walk(before, behind);
    keys = walk.keys();
  },
  /** The key to press now; undefined at the end. */
  nextKey: async (): Promise<string | undefined> => (await keys?.next())?.value ?? undefined,
  problems: (): string[] => [...(walk?.problems ?? [])],
};

export type Walker = typeof walker;

Object.assign(globalThis, { walker });
