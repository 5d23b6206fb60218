/** How a person finds things in the chat page: by role and name, as assistive technology does. */
import type { Locator, Page } from 'playwright-core';

export const timeline = (page: Page): Locator => page.getByRole('log');
export const composer = (page: Page): Locator => page.getByRole('textbox', { name: /message/i });
export const conversation = (page: Page, name: string | RegExp): Locator => page.getByRole('option', { name });
/** A message of the timeline by its text. */
export const message = (page: Page, text: string): Locator => timeline(page).getByText(text, { exact: true });

/** Writes a text and sends it with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** Waits until a message with this text is in the timeline. */
export async function sees(page: Page, text: string): Promise<void> {
  await message(page, text).first().waitFor();
}

/**
 * Makes the page think that its window has lost or got the focus. Headless pages always believe that they are focused,
 * so the belief itself is replaced.
 */
export async function setFocused(page: Page, focused: boolean): Promise<void> {
  await page.evaluate((hasFocus) => {
    document.hasFocus = () => hasFocus;
    window.dispatchEvent(new Event(hasFocus ? 'focus' : 'blur'));
  }, focused);
}
