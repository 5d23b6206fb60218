/**
 * Where the keys lead in a messenger: the order of its Tab stops, there and back, and where the focus goes when something opens
 * and closes. It is never nowhere.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Page } from 'playwright-core';

import { sendText } from '../helpers/gateway-fixture.js';
import { conversation, sees, timeline } from './chat-page.js';
import { Stage, type Actor } from './stage.js';

/** The name of what has the focus, if it begins with `start`; `nowhere` is the page itself. */
function focused(start: string): string | false {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return start === '' && 'nowhere';
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : undefined;
  const words = element.getAttribute('aria-label') ?? label ?? element.innerText;
  const name = words.replaceAll(/\s+/g, ' ').trim();
  return name.startsWith(start) && name;
}

describe('the focus in a messenger', () => {
  let stage: Stage;
  let ada: Actor;
  let page: Page;

  before(async () => {
    stage = await Stage.open();
    for (const name of ['Ada', 'Bob', 'Cleo']) await stage.register(name.toLowerCase(), name);
    for (const name of ['cleo', 'bob']) {
      const client = await stage.enterRaw(name);
      for (const text of ['Hello', 'Are you there?']) await sendText(client, 'ada', `${text} It is ${name}`);
    }
    ada = await stage.enter('ada', {}, undefined, 'messenger.html');
    ({ page } = ada);
    await page.setViewportSize({ width: 1200, height: 700 });
    await conversation(page, /^Bob/).click();
    await sees(page, 'Are you there? It is bob');
    await page.locator('openim-composer textarea:focus').waitFor();
  });
  after(() => stage.close());

  /** Waits until the focus is on what has this name, or whose name begins like this. */
  async function arrivesAt(name: string, key: string): Promise<void> {
    await page.waitForFunction(focused, name).catch(async () => {
      assert.fail(`${key} leads to “${await page.evaluate(focused, '')}”, not to “${name}”`);
    });
  }

  /** Presses keys one after the other; each leads to what stands behind it. */
  async function press(...steps: readonly (readonly [key: string, name: string])[]): Promise<void> {
    for (const [key, name] of steps) {
      await page.keyboard.press(key);
      await arrivesAt(name, key);
    }
  }

  const button = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).focus();
  const row = (name: string): Promise<void> => conversation(page, new RegExp(`^${name}`)).focus();
  const message = (): Promise<void> => page.locator('openim-message[tabindex="0"]').focus();

  it('should go from the list to the chat and its composer by Tab, and the same way back', async () => {
    const stops = [
      'Chats',
      'Search',
      'Add',
      'Bob',
      'Search in this chat',
      'Details',
      'Bob,',
      'Attach files',
      'Message Bob',
      'Record a voice message',
      'Emoji',
    ];
    await page.getByRole('tab', { name: 'Chats' }).focus();
    await press(...stops.slice(1).map((name) => ['Tab', name] as const));
    await press(
      ...stops
        .slice(0, -1)
        .reverse()
        .map((name) => ['Shift+Tab', name] as const),
    );
  });

  it('should come back from a menu to what it was opened from', async () => {
    await row('Bob');
    await press(['Shift+F10', 'Pin to top'], ['ArrowDown', 'Mute'], ['Escape', 'Bob']);
    await message();
    await press(['Enter', 'Reply'], ['Tab', 'Bob,']);
    await button('Add');
    await press(['Enter', 'Add a person or group'], ['Escape', 'Add']);
  });

  it('should go on in the text field after what was opened beside it, and after a message was chosen to be answered', async () => {
    for (const [name, first] of [
      ['Attach files', 'Photo or file'],
      ['Emoji', 'Search emoji'],
      ['Record a voice message', 'Recording'],
    ] as const) {
      await button(name);
      await press(['Enter', first], ['Escape', 'Message Bob']);
    }
    await button('Attach files');
    await press(['Enter', 'Photo or file'], ['ArrowDown', 'Location'], ['Enter', 'Use my location']);
    await press(['Escape', 'Message Bob']);
    await message();
    await press(['Enter', 'Reply'], ['Enter', 'Message Bob'], ['Escape', 'Message Bob']);
  });

  it('should come back from a dialog, the search and the details', async () => {
    await button('Add');
    await press(['Enter', 'Add a person or group'], ['Enter', 'Person or group ID'], ['Escape', 'Add']);
    await message();
    await press(['Enter', 'Reply'], ['ArrowUp', 'Delete'], ['Escape', 'Bob,']);
    await press(['Enter', 'Reply'], ['ArrowDown', 'Copy'], ['ArrowDown', 'Forward'], ['Enter', 'Search']);
    await press(['Escape', 'Bob,']);
    await button('Search in this chat');
    await press(['Enter', 'Search in this chat'], ['Tab', 'Older match'], ['Escape', 'Search in this chat']);
    await button('Details');
    await press(['Enter', 'Close details'], ['Tab', 'Message'], ['Escape', 'Details'], ['Enter', 'Close details']);
    await button('Block');
    await press(['Enter', 'Cancel'], ['Escape', 'Block']);
    await button('Close details');
    await press(['Enter', 'Details']);
  });

  it('should go on in the text field when no more messages are selected', async () => {
    await message();
    await press(['Enter', 'Reply'], ['ArrowDown', 'Copy'], ['ArrowDown', 'Forward'], ['ArrowDown', 'Select']);
    await press(['Enter', 'Bob,'], ['Tab', 'Cancel'], ['Escape', 'Message Bob']);
    await message();
    await press(['Enter', 'Reply'], ['ArrowDown', 'Copy'], ['ArrowDown', 'Forward'], ['ArrowDown', 'Select']);
    await press(['Enter', 'Bob,'], ['Escape', 'Bob,'], ['Tab', 'Attach files']);
  });

  it('should go on at a neighbour of what is deleted', async () => {
    await message();
    await press(['Enter', 'Reply'], ['End', 'Delete'], ['Enter', 'Cancel'], ['ArrowDown', 'Delete']);
    await press(['Enter', 'Bob,']);
    await timeline(page).getByText('Are you there?').waitFor({ state: 'detached' });
    await arrivesAt('Bob,', 'deleting a message');
    await row('Bob');
    await press(['Shift+F10', 'Pin to top'], ['End', 'Delete'], ['Enter', 'Cancel'], ['ArrowDown', 'Delete']);
    await press(['Enter', 'Cleo']);
  });

  it('should not get lost when the last message, and the last conversation, is deleted', async () => {
    await conversation(page, /^Cleo/).click();
    await sees(page, 'Are you there? It is cleo');
    for (const [text, next] of [
      ['Are you there?', 'Cleo,'],
      ['Hello', 'Messages with Cleo'],
    ] as const) {
      await message();
      await press(['Enter', 'Reply'], ['End', 'Delete'], ['Enter', 'Cancel'], ['ArrowDown', 'Delete']);
      await page.keyboard.press('Enter');
      await timeline(page).getByText(text).waitFor({ state: 'detached' });
      await arrivesAt(next, 'deleting a message');
    }
    await press(['Tab', 'Attach files']);
    await row('Cleo');
    await press(['Shift+F10', 'Pin to top'], ['End', 'Delete'], ['Enter', 'Cancel'], ['ArrowDown', 'Delete']);
    await press(['Enter', 'Search']);
  });

  it('should leave no complaint', () => {
    assert.deepEqual(ada.complaints, []);
  });
});
