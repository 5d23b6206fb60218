import type { Locator, Page } from 'playwright-core';

import { timeline } from './chat-page.js';

/** More stops than any page here has. */
const MAX_STEPS = 120;

/** Somebody with a keyboard and nothing else: what Tab and arrow keys do not reach, they do not reach. */
export class Keyboard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Goes by Tab, or another key, to what is somewhere in the page. */
  async goTo(target: Locator, key = 'Tab'): Promise<void> {
    await target.waitFor();
    for (let step = 0; step < MAX_STEPS; step += 1) {
      if (await target.evaluate(hasFocusItself)) return;
      await this.page.keyboard.press(key);
      await this.#startOver(key);
    }
    throw new Error(`${key} does not reach ${target.toString()}`);
  }

  /** Behind the last stop one gets to the first again, of the dialog if one is open. */
  async #startOver(key: string): Promise<void> {
    const where = await this.page.evaluate(isBehindTheLast);
    if (where === 'no') return;
    // Firefox without a window gives the focus back not to the first stop, but to the last.
    if (where === 'in the browser') await this.page.keyboard.press(key);
    await this.page
      .locator('body, dialog:modal')
      .last()
      .evaluate(standAtTheEdge, key === 'Shift+Tab');
  }

  /** Goes to the button of this name and presses it. */
  async press(name: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    await this.goTo(within.getByRole('button', { name, exact: typeof name === 'string' }));
    await this.page.keyboard.press('Enter');
  }

  /** Turns the switch, or ticks the box, of this name. */
  async toggle(role: 'switch' | 'checkbox', name: string, within: Page | Locator = this.page): Promise<void> {
    await this.goTo(within.getByRole(role, { name, exact: true }));
    await this.page.keyboard.press('Space');
  }

  /** Goes to the field of this name and writes into it, over what is there. */
  async write(label: string, text: string): Promise<void> {
    await this.goTo(this.page.getByRole('textbox', { name: label, exact: true }));
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  /** Changes what is known of something where it stands. */
  async edit(label: string, text: string): Promise<void> {
    await this.press(`Edit ${label}`);
    await this.write(label, text);
    await this.page.keyboard.press('Enter');
  }

  /** Chooses from the menu that is open. */
  async choose(item: string): Promise<void> {
    const entry = this.page.getByRole('menuitem', { name: item, exact: true });
    await this.goTo(entry, 'ArrowDown');
    await this.page.keyboard.press('Enter');
  }

  /** As {@link choose}, and says yes to what is asked then. */
  async chooseSurely(item: string): Promise<void> {
    await this.choose(item);
    await this.goTo(this.page.getByRole('menuitem', { name: 'Cancel' }), 'ArrowDown');
    await this.choose(item);
  }

  /** Goes to a row of a list that has one Tab stop. */
  async goToRow(list: Locator, row: Locator): Promise<void> {
    await row.waitFor();
    await this.goTo(list.locator('[tabindex="0"]').first());
    await this.page.keyboard.press('Home');
    await this.goTo(row, 'ArrowDown');
  }

  /** Goes to a message of the timeline: Tab leads to one of them, arrow keys from one to the next, and Tab on into it. */
  async goToMessage(row: Locator): Promise<void> {
    await row.waitFor();
    await this.goTo(timeline(this.page).locator('openim-message[tabindex="0"]'));
    await this.page.keyboard.press('End');
    await this.goTo(row, 'ArrowUp');
  }

  /** Presses a button or link in a message. */
  async pressIn(row: Locator, target: Locator): Promise<void> {
    await this.goToMessage(row);
    await this.goTo(target);
    await this.page.keyboard.press('Enter');
  }

  /** Opens one of the messenger's sections. */
  async openSection(name: string): Promise<void> {
    await this.goTo(this.page.getByRole('tab', { selected: true }));
    await this.goTo(this.page.getByRole('tab', { name }), 'ArrowDown');
  }
}

/** A shadow host has the focus also by what is in it. */
function hasFocusItself(element: Element): boolean {
  return element.matches(':focus') && !element.shadowRoot?.activeElement;
}

/** Whether there is no stop in the page any more, and whether the focus is the browser's own. */
function isBehindTheLast(): 'no' | 'yes' | 'in the browser' {
  if (document.activeElement !== document.body) return 'no';
  return document.hasFocus() ? 'yes' : 'in the browser';
}

/** Something stands there that is gone at once. */
function standAtTheEdge(place: Element, isEnd: boolean): void {
  const start = document.createElement('button');
  if (isEnd) place.append(start);
  else place.prepend(start);
  start.focus();
  start.remove();
}
