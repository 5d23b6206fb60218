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

  .box {
    --_icon-size: 17px;
    display: flex;
    align-items: center;
    gap: 9px;
    flex: 1;
    min-inline-size: 0;
    min-block-size: 36px;
    margin-inline-end: 4px;
    padding-inline: 12px;
    border-radius: 11px;
    background: var(--_field);
    color: var(--_meta);
  }

  .box:focus-within {
    outline: var(--_focus-ring);
    outline-offset: -1px;
  }

  .field {
    flex: 1;
    inline-size: 0;
    min-inline-size: 40px;
    padding: 0;
    border: 0;
    outline: 0;
    background: none;
    appearance: none;
    font: inherit;
    font-size: 13.5px;
    color: var(--_text);
  }

  .field::placeholder {
    color: var(--_meta);
    opacity: 1;
  }

  .field::-webkit-search-cancel-button {
    display: none;
  }

  .count {
    flex: none;
    max-inline-size: 60%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
    unicode-bidi: plaintext;
  }

  .icon-button {
    inline-size: 34px;
    block-size: 34px;
  }

  .icon-button:disabled {
    opacity: 0.4;
    background: none;
  }

  .pick {
    position: relative;
    display: inline-grid;
  }

  /* Only its calendar is wanted, which opens where it stands. */
  .date {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
    pointer-events: none;
  }

  @container (inline-size < 330px) {
    .base {
      flex-wrap: wrap;
      justify-content: flex-end;
    }

    .box {
      flex-basis: 100%;
      margin-inline-end: 0;
    }
  }

  @media (pointer: coarse) {
    /* iOS zooms into fields with smaller text. */
    .field {
      font-size: 16px;
    }
  }
`;
