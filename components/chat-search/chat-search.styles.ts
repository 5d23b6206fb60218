import { css } from 'lit';

export const chatSearchStyles = css`
  :host {
    display: block;
    flex: none;
    container-type: inline-size;
  }

  .base {
    display: flex;
    align-items: center;
    gap: 2px;
    padding: 7px clamp(8px, 2.4cqi, 14px);
    border-block-end: 1px solid var(--_line);
  }

  .search {
    flex: 1;
    margin-inline-end: 4px;
  }

  .search__input {
    min-inline-size: 40px;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }

  .count {
    flex: none;
    max-inline-size: 60%;
    padding-inline-end: 6px;
    font-size: calc(12.5em / 14);
    line-height: 1.2;
    text-align: end;
    text-wrap: balance;
    font-variant-numeric: tabular-nums;
    unicode-bidi: plaintext;
  }

  .icon-button {
    inline-size: 34px;
    block-size: 34px;
  }

  .icon-button[aria-disabled] {
    opacity: 0.4;
    background: none;
    cursor: default;
  }

  .pick {
    position: relative;
    display: inline-grid;
  }

  /* The input is invisible: only its calendar is used, which opens at its position. */
  .date {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
    pointer-events: none;
  }

  @container (inline-size < 20.625em) {
    .base {
      flex-wrap: wrap;
      justify-content: flex-end;
    }

    .search {
      flex-basis: 100%;
      margin-inline-end: 0;
    }
  }
`;
