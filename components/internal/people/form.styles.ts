import { css } from 'lit';

/** Buttons, fields, switches and search boxes of the elements for people and groups. */
export const formStyles = css`
  .button--small {
    min-block-size: 32px;
    padding: 4px 14px;
    font-size: calc(13em / 14);
  }

  .button--plain {
    background: color-mix(in srgb, var(--_text) 8%, transparent);
    color: var(--_text);
  }

  .button--danger {
    background: var(--_danger);
    color: light-dark(#fff, #24060d);
  }

  .button:disabled {
    opacity: 0.55;
    filter: none;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    margin-block-start: 16px;
  }

  .switch {
    position: relative;
    flex: none;
    inline-size: 40px;
    block-size: 24px;
    margin: 0;
    border: 0;
    border-radius: 999px;
    appearance: none;
    background: light-dark(#c4c9d4, #454d60);
    cursor: pointer;
    transition: background-color var(--_ease);
  }

  .switch::after {
    content: '';
    position: absolute;
    inset-block-start: 3px;
    inset-inline-start: 3px;
    inline-size: 18px;
    block-size: 18px;
    border-radius: 50%;
    background: #fff;
    transition: inset-inline-start var(--_ease);
  }

  .switch:checked {
    background: var(--_accent);
  }

  .switch:checked::after {
    inset-inline-start: 19px;
  }

  label.fact {
    cursor: pointer;
  }

  .field {
    /* 1em of the text outside the label. */
    --_em: calc(14em / 13);
    display: flex;
    flex-direction: column;
    gap: 5px;
    margin-block-end: 14px;
    font-size: calc(13em / 14);
    color: var(--_meta);
  }

  .input {
    box-sizing: border-box;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 40px;
    padding: 8px 13px;
    border: 1px solid transparent;
    border-radius: 11px;
    background: var(--_field);
    color: var(--_text);
    font: inherit;
    font-size: max(16px, calc(16 / 14 * var(--_em, 1em)));
    line-height: 1.4;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }

  .input:focus-visible {
    outline: var(--_focus-ring);
    outline-offset: -2px;
  }

  textarea.input {
    min-block-size: 76px;
    resize: vertical;
  }

  /* A select that is too long to fit beside its label is placed below it. */
  label.fact:has(select) {
    flex-wrap: wrap;
  }

  select.input {
    inline-size: auto;
    max-inline-size: 100%;
    margin-inline-start: auto;
    font-size: var(--_em, 1em);
    text-overflow: ellipsis;
  }

  @media (pointer: fine) {
    .input {
      font-size: var(--_em, 1em);
    }
  }

  .check {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    margin: 0;
    border: 1.5px solid light-dark(#8a92a5, #7c8497);
    border-radius: 50%;
    appearance: none;
  }

  .check:checked {
    border-color: var(--_accent);
    background: var(--_accent);
  }

  .check:checked::after {
    content: '';
    inline-size: 6px;
    block-size: 10px;
    margin-block-start: -2px;
    border: solid var(--_on-accent);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }

  @media (forced-colors: active) {
    .switch,
    .input,
    select.input {
      border: 1px solid;
    }

    .switch::after {
      margin: -1px;
      background: CanvasText;
    }

    .switch:checked,
    .check:checked {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
    }

    .switch:checked::after {
      background: HighlightText;
    }

    .check:checked::after {
      border-color: HighlightText;
    }
  }
`;
