/** How a visitor finds things in the launcher: by role and name, as the contracts promise them. */
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
