import { badgeText } from '../internal/badge-text.js';
import type { BubbleWords } from '../locales/launcher/bubble.js';
import { create, drawing } from './dom.js';

/** The round button, with an icon for each of its two actions and the number of unread messages. */
export class Bubble {
  readonly #badge = create('span', { className: 'badge', part: 'badge' });
  readonly element = create('button', { className: 'bubble', part: 'bubble', type: 'button' });

  constructor() {
    const slot = create('slot', { name: 'icon' });
    slot.append(drawing('M20.5 11.5a8.5 8.5 0 0 1-12.4 7.6L3.5 20.5l1.4-4.6A8.5 8.5 0 1 1 20.5 11.5z'));
    const chatFace = create('span', { className: 'face face--chat' }, slot);
    const closeFace = create('span', { className: 'face face--close' }, drawing('m6 9.5 6 6 6-6'));
    this.element.append(chatFace, closeFace, this.#badge);
  }

  update(isOpen: boolean, unread: number, words: BubbleWords): void {
    const count = badgeText(unread);
    const name = isOpen ? words.closeChat : words.openChat;
    this.element.ariaLabel = unread > 0 ? `${name}, ${words.unread(count)}` : name;
    this.element.ariaExpanded = String(isOpen);
    this.#badge.textContent = count;
    this.#badge.hidden = unread === 0 || isOpen;
  }
}
