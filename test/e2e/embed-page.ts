/** How a visitor finds things in the launcher: by role and name, as assistive technology does. */
import type { Locator, Page } from 'playwright-core';

export const openButton = (page: Page): Locator => page.getByRole('button', { name: /^open chat/i });
export const closeButton = (page: Page): Locator => page.getByRole('button', { name: /^close chat/i });
export const panel = (page: Page): Locator => page.getByRole('dialog');

/** Calls a verb as the page would; resolves to what it resolves to, or to the code it is refused with. */
export function call(page: Page, ...args: readonly unknown[]): Promise<unknown> {
  return page.evaluate(async (given) => {
    const { OpenIMChat } = window as unknown as { OpenIMChat: (...verb: readonly unknown[]) => Promise<unknown> };
    try {
      return await OpenIMChat(...given);
    } catch (error) {
      return {
        refused: (error as { code?: number; errCode?: number }).code ?? (error as { errCode?: number }).errCode,
      };
    }
  }, args);
}

/** The page of somebody who has pasted the script tag, and no more. */
export function pageWith(scriptTag: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Lampshop</title>${head}
  </head>
  <body>
    <h1>Lamps</h1>
    <p>They are bright.</p>
    ${scriptTag}
  </body>
</html>`;
}

/**
 * Runs before anything of the page: notes violations, and what the page's globals and every built-in with its prototype
 * look like, down to which functions they are.
 */
export const WATCH_PAGE = `(() => {
  const violations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    violations.push(event.violatedDirective + ' ' + event.blockedURI);
  });
  const known = new Map();
  const idOf = (part) => {
    if (typeof part !== 'function') return typeof part;
    if (!known.has(part)) known.set(part, known.size);
    return known.get(part);
  };
  const describe = (target) => Reflect.ownKeys(target).map((key) => {
    const { value, get, set } = Object.getOwnPropertyDescriptor(target, key) ?? {};
    return [String(key), idOf(value), idOf(get), idOf(set)].join(' ');
  }).join(',');
  const builtIns = Object.getOwnPropertyNames(window)
    .map((name) => [name, Object.getOwnPropertyDescriptor(window, name)?.value])
    .filter(([, value]) => typeof value === 'function');
  const snapshot = () => new Map(builtIns.map(([name, builtIn]) => [
    name,
    describe(builtIn) + (builtIn.prototype ? describe(builtIn.prototype) : ''),
  ]));
  const names = new Set(Object.getOwnPropertyNames(window));
  const before = snapshot();
  const changes = () => [
    ...Object.getOwnPropertyNames(window).filter((name) => !names.has(name)),
    ...[...snapshot()].filter(([name, now]) => now !== before.get(name)).map(([name]) => name),
  ];
  window.watched = { violations, changes };
})()`;

/**
 * What {@link WATCH_PAGE} has noted so far; it counts itself among the changes, but not what playwright writes into fields
 * with.
 */
export function watched(page: Page): Promise<{ violations: string[]; changes: string[] }> {
  return page.evaluate(() => {
    const { watched: notes } = window as never as { watched: { violations: string[]; changes(): string[] } };
    return { violations: notes.violations, changes: notes.changes().filter((name) => !name.startsWith('__pw_')) };
  });
}
