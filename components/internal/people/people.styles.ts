import { css } from 'lit';
import { paneStyles } from '../pane.styles.js';
import { selectStyles } from '../select.styles.js';
import { formStyles } from './form.styles.js';
import { searchFieldStyles } from '../lists/search-field.styles.js';

const pageStyles = css`
  .header {
    gap: 8px;
    padding: 8px clamp(12px, 6cqi, 18px);
  }

  .header__title {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: calc(15em / 14);
    font-weight: 600;
  }

  .content {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .column {
    max-inline-size: 620px;
    margin-inline: auto;
    padding: 8px clamp(8px, 3cqi, 18px) 28px;
  }

  .section {
    margin: 18px 0 6px;
    padding-inline: 10px;
    font-size: calc(12.5em / 14);
    font-weight: 600;
    color: var(--_meta);
  }

  .section:first-child {
    margin-block-start: 6px;
  }

  .list {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .row {
    --openim-avatar-size: 40px;
    position: relative;
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 56px;
    padding: 7px 10px;
    border-radius: 12px;
    text-align: start;
  }

  .row--quick {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 56px;
  }

  @media (hover) {
    /* No more specific than the row that is active, which keeps its color. */
    :where(button.row, .row--pick):hover {
      background: var(--_hover);
    }
  }

  .row--active {
    background: var(--_accent-soft);
  }

  .row:focus-visible {
    outline-offset: -2px;
  }

  /* A name in the opposite direction is still aligned with its picture. */
  .row__words {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    flex: 1;
    min-inline-size: 0;
  }

  .row__name,
  .row__hint {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    unicode-bidi: plaintext;
  }

  .row__name {
    font-weight: 600;
  }

  .row__hint {
    font-size: calc(13em / 14);
    color: var(--_meta);
  }

  .row__hint--whole {
    white-space: normal;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }

  .row__state {
    flex: none;
    font-size: calc(13em / 14);
    color: var(--_meta);
  }

  .row__buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 6px;
    flex: none;
  }

  .tag {
    --_icon-size: 12px;
    display: inline-flex;
    align-items: center;
    gap: 4px;
    flex: none;
    padding: 1px 8px;
    border-radius: 999px;
    background: var(--_accent-soft);
    color: var(--_accent-text);
    font-size: calc(11.5em / 14);
    font-weight: 600;
  }

  .hero .tag {
    margin-block-start: 4px;
  }

  .tag--quiet {
    background: color-mix(in srgb, var(--_text) 5%, transparent);
    color: var(--_meta);
  }

  .question {
    margin: 0;
    color: var(--_meta);
    text-wrap: pretty;
    unicode-bidi: plaintext;
  }

  /* The top of a card: picture, name, and facts. */
  .hero {
    --openim-avatar-size: 76px;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 3px;
    padding: 22px 12px 14px;
    text-align: center;
  }

  .hero__name {
    max-inline-size: 100%;
    margin: 10px 0 0;
    font-size: calc(17em / 14);
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }

  .hero__hint {
    margin: 0;
    font-size: calc(13em / 14);
    color: var(--_meta);
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }

  .hero__buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    margin-block-start: 14px;
  }

  .facts {
    margin: 0 10px;
  }

  .facts > * + * {
    border-block-start: 1px solid var(--_line);
  }

  .fact {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 44px;
    padding-block: 8px;
  }

  .fact--way .icon {
    --_icon-size: 16px;
    color: var(--_meta);
  }

  .fact__value {
    color: var(--_meta);
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }

  .dangers {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    margin: 10px 10px 0;
  }

  .danger {
    min-block-size: 40px;
    padding-inline: 10px;
    margin-inline-start: -10px;
    border-radius: 10px;
    color: var(--_danger);
  }

  @media (hover) {
    .fact--way:hover > span {
      text-decoration: underline;
      text-underline-offset: 2px;
    }

    .danger:hover {
      background: var(--_hover);
    }
  }

  .hint {
    margin: 8px 10px;
    font-size: calc(13em / 14);
    color: var(--_meta);
    unicode-bidi: plaintext;
  }

  .more {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    padding: 10px;
  }

  @container (max-width: 21.25em) {
    .row--request {
      flex-wrap: wrap;
    }

    .row--request .row__buttons {
      inline-size: 100%;
      padding-inline-start: 52px;
      justify-content: flex-start;
    }
  }

  @media (forced-colors: active) {
    .tag {
      border: 1px solid;
    }

    .row--active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

/** Styles of the elements for people and groups: pages, rows, cards, and the forms in them. */
export const peopleStyles = [paneStyles, pageStyles, formStyles, selectStyles, searchFieldStyles];
