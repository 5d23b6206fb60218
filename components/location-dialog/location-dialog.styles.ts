import { css } from 'lit';

export const locationDialogStyles = css`
  :host {
    display: contents;
  }

  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8em, 1fr));
    gap: 12px;
    padding-block-start: 6px;
  }

  .fields > .wide {
    grid-column: 1 / -1;
  }

  label {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-inline-size: 0;
    font-size: calc(12.5em / 14);
    color: var(--_meta);
  }

  input {
    inline-size: 100%;
    min-block-size: 40px;
    padding: 6px 12px;
    border: 1px solid var(--_line);
    border-radius: 11px;
    background: var(--_field);
    font: inherit;
    font-size: max(16px, calc(16em / 12.5));
    color: var(--_text);
    /* Numbers run from left to right, but are aligned with their labels. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
    appearance: textfield;
  }

  /* Coordinates are not entered step by step. */
  input::-webkit-inner-spin-button {
    appearance: none;
  }

  .locate {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    justify-self: start;
    min-block-size: 36px;
    margin-inline-start: -4px;
  }

  .button {
    display: block;
    margin-block-start: 16px;
    margin-inline: auto 0;
  }

  .problem {
    margin: 0;
    font-size: calc(13em / 14);
    color: var(--_danger);
  }
`;
