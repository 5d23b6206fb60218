import { html, nothing, type TemplateResult } from 'lit';
import type { Catalog } from '../../locales/index.js';
import { icon } from '../icons.js';
import { isComposing } from '../is-composing.js';

export type SearchLine = {
  readonly words: string;
  /** The label of the field. */
  readonly label: string;
  readonly text: Catalog;
  readonly onWords: (words: string) => void;
  /** Called for Arrow down, which goes to the results. */
  readonly onDown: () => void;
};

/** Renders the field above a list, whose words filter the list. */
export function searchLineTemplate({ words, label, text, onWords, onDown }: SearchLine): TemplateResult {
  const handleKeydown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown') onDown();
    else if (event.key === 'Escape' && words) onWords('');
    else return;
    event.preventDefault();
  };
  const handleClear = (event: Event): void => {
    onWords('');
    (event.currentTarget as Element).parentElement?.querySelector('input')?.focus();
  };
  return html`<div class="search-line">
    <div part="search" class="search" role="search">
      ${icon('search')}
      <input
        part="search-input"
        class="search__input"
        type="search"
        autocomplete="off"
        spellcheck="false"
        enterkeyhint="search"
        aria-label=${label}
        placeholder=${text.search}
        .value=${words}
        @input=${(event: Event) => onWords((event.target as HTMLInputElement).value)}
        @keydown=${handleKeydown}
      />
      ${
        words
          ? html`<button
              class="icon-button search__clear"
              type="button"
              aria-label=${text.clearSearch}
              @click=${handleClear}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </div>
    <slot name="search-end"></slot>
  </div>`;
}
