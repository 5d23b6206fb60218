/** Highlights the words of a search. Fetched with the first search. */
import { css, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { patternOf } from '../internal/excerpt.js';

const NAME = 'openim-search';

export const highlightStyles = css`
  ::highlight(openim-search) {
    background-color: light-dark(#ffe08a, #8a6a00);
    color: light-dark(#1a1d26, #fff);
  }
`;

/**
 * Highlights words in an element by ranges, so that the rendered nodes stay untouched. Browsers without custom highlights show
 * the words as they are.
 */
export class Highlighter implements ReactiveController {
  #ranges: readonly Range[] = [];

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.mark(null, '');
  }

  /** Highlights the words, and removes the former highlights. */
  mark(element: Element | null, words: string): void {
    if (!('highlights' in CSS)) return;
    const highlight = CSS.highlights.get(NAME) ?? new Highlight();
    for (const range of this.#ranges) highlight.delete(range);
    this.#ranges = element ? rangesOf(element, words) : [];
    for (const range of this.#ranges) highlight.add(range);
    if (highlight.size > 0) CSS.highlights.set(NAME, highlight);
    else CSS.highlights.delete(NAME);
  }
}

function rangesOf(element: Element, words: string): readonly Range[] {
  const pattern = patternOf(words);
  const ranges: Range[] = [];
  if (!pattern) return ranges;
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode as Text;
    for (const { index, 0: found } of node.data.matchAll(pattern)) {
      const range = new Range();
      range.setStart(node, index);
      range.setEnd(node, index + found.length);
      ranges.push(range);
    }
  }
  return ranges;
}
