/**
 * Somebody in front of the elements: they look at what is on screen and press what they see, by its name. Two of them on
 * one gateway see what the other does.
 */
import { assert } from 'chai';
import { html, render, type TemplateResult } from 'lit';
import { deepElements } from './deep-elements.js';
import { accessibleName, frames, mount, settle, visibleText } from './elements.js';
import { uniqueID, startGateway, type TestGateway } from './gateway.js';

/** A person gives up after this long, and the test says what they saw instead. */
const PATIENCE_MS = 10_000;

const PRESSABLE =
  'button, a[href], label, [role="option"], [role="tab"], [role="menuitem"], [role="switch"], input[type="checkbox"]';

/** People of these names with ids of their own, each with a provider in the page and nothing in it. */
export async function enter(...names: string[]): Promise<Person[]> {
  const ids = names.map(uniqueID);
  const gateway = await startGateway(ids);
  return Promise.all(ids.map((userID) => Person.enter(gateway, userID)));
}

export class Person {
  readonly userID: string;
  readonly box: HTMLElement;
  readonly #provider: HTMLElementTagNameMap['openim-provider'];

  private constructor(userID: string, box: HTMLElement, provider: HTMLElementTagNameMap['openim-provider']) {
    this.userID = userID;
    this.box = box;
    this.#provider = provider;
  }

  static async enter({ url, tokens }: TestGateway, userID: string): Promise<Person> {
    const box = await mount(
      html`<openim-provider
        url=${url}
        user-id=${userID}
        token=${tokens[userID] ?? ''}
        locale="en"
      ></openim-provider>`,
      'inline-size:420px;block-size:700px',
    );
    const provider = box.querySelector('openim-provider');
    assert.ok(provider);
    return new Person(userID, box, provider);
  }

  /** Looks at something else. */
  async show(template: TemplateResult): Promise<void> {
    render(template, this.#provider);
    await settle(this.box);
  }

  get text(): string {
    return visibleText(this.box);
  }

  /** Waits until words are on screen. */
  async sees(...words: string[]): Promise<void> {
    for (const word of words) await this.until(() => this.text.includes(word), `“${word}” on screen`);
  }

  /** Waits until words are gone from the screen. */
  async seesNoMore(word: string): Promise<void> {
    await this.until(() => !this.text.includes(word), `“${word}” gone`);
  }

  /** Waits for what can be pressed under a name, and presses it. */
  async press(name: string): Promise<void> {
    const target = await this.#wait(() => this.#pressable(name), `something to press called “${name}”`);
    target.click();
    await settle(this.box);
  }

  /** Writes into a field, and leaves it there. */
  async fill(label: string, value: string): Promise<HTMLElement> {
    const field = await this.#wait(
      () =>
        this.#elements<HTMLInputElement>('input, textarea').find((element) =>
          accessibleName(element).startsWith(label),
        ),
      `a field called “${label}”`,
    );
    field.focus();
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await settle(this.box);
    return field;
  }

  /** Changes what is known of something in place. */
  async edit(label: string, value: string): Promise<void> {
    await this.press(`Edit ${label}`);
    await this.fill(label, value);
    await this.press('Save');
  }

  async choose(label: string, option: string): Promise<void> {
    const select = await this.#wait(
      () =>
        this.#elements<HTMLSelectElement>('select').find((element) => accessibleName(element).startsWith(label)),
      `a choice called “${label}”`,
    );
    const wanted = [...select.options].find(({ label: offered }) => offered === option);
    assert.ok(wanted, `${option} is not offered`);
    select.value = wanted.value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await settle(this.box);
  }

  /** Whether there is a text field to write into. */
  get canWrite(): boolean {
    return this.#elements('openim-composer').length > 0;
  }

  /** Writes into the composer in sight and sends. */
  async write(text: string): Promise<void> {
    const field = await this.#wait(
      () => this.#elements<HTMLElement>('[role="textbox"], textarea')[0],
      'a text field',
    );
    field.focus();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else in a page types as a keyboard does
    document.execCommand('insertText', false, text);
    await settle(this.box);
    await this.press('Send');
  }

  #elements<Kind extends HTMLElement>(selector: string): Kind[] {
    return deepElements(this.box).filter(
      (element): element is Kind => element.matches(selector) && (element as HTMLElement).checkVisibility(),
    );
  }

  #pressable(name: string): HTMLElement | undefined {
    return this.#elements(PRESSABLE).find(
      (element) => nameOf(element) === name && !(element as HTMLButtonElement).disabled,
    );
  }

  until(condition: () => boolean, what: string): Promise<unknown> {
    return this.#wait(() => condition() || undefined, what);
  }

  async #wait<Found>(look: () => Found | undefined, what: string): Promise<Found> {
    const start = performance.now();
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (performance.now() - start > PATIENCE_MS) {
        throw new Error(`${this.userID} waited for ${what}, and saw: ${this.text}`);
      }
      await frames(1);
    }
  }
}

/** What a sighted person would call it. */
function nameOf(element: HTMLElement): string {
  return (element.getAttribute('aria-label') ?? element.innerText).replaceAll(/\s+/g, ' ').trim();
}
