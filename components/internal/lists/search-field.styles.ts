import { css } from 'lit';

/** Styles of a box with an icon and a search field: `.search` around `.search__input`; a `.search-line` adds buttons to it. */
export const searchFieldStyles = css`
  .search-line {
    display: flex;
    align-items: center;
    gap: 4px;
    flex: none;
    padding: 12px 14px 8px;
  }

  .search {
    --_icon-size: 17px;
    display: flex;
    align-items: center;
    gap: 9px;
    flex: none;
    min-inline-size: 0;
    min-block-size: 38px;
    padding-inline: 13px 6px;
    border-radius: 11px;
    background: var(--_field);
    color: var(--_meta);
  }

  .search-line .search {
    flex: 1;
  }

  .search:focus-within {
    outline: var(--_focus-ring);
    outline-offset: -1px;
  }

  .search__input {
    flex: 1;
    align-self: stretch;
    min-inline-size: 0;
    padding: 0;
    border: 0;
    outline: 0;
    background: none;
    appearance: none;
    font: inherit;
    font-size: calc(13.5em / 14);
    color: var(--_text);
  }

  .search__clear {
    inline-size: 26px;
    block-size: 26px;
  }

  .search__input::-webkit-search-cancel-button {
    display: none;
  }

  @media (pointer: coarse) {
    .search {
      min-block-size: 42px;
    }

    /* iOS zooms into fields with smaller text. */
    .search__input {
      font-size: max(16px, calc(16em / 14));
    }
  }

  @media (forced-colors: active) {
    .search {
      border: 1px solid;
    }
  }
`;
