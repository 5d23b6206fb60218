import { css } from 'lit';

export const locationDialogStyles = css`
  :host {
    display: contents;
  }

  .coordinates {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8em, 1fr));
    column-gap: 12px;
  }

  /* Coordinates are not entered step by step. */
  .input {
    appearance: textfield;
  }

  .input::-webkit-inner-spin-button {
    appearance: none;
  }

  .locate {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 36px;
    margin: 2px -4px 12px;
  }

  .buttons {
    margin: 0;
  }

  .problem {
    margin: 0 0 12px;
    font-size: calc(13em / 14);
    color: var(--_danger);
  }
`;
