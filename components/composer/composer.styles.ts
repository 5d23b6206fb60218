import { css } from 'lit';

export const composerStyles = css`
  :host {
    --_radius: var(--openim-composer-radius, 21px);

    display: block;
    container-type: inline-size;
  }

  .base {
    position: relative;
  }

  .row {
    display: flex;
    align-items: flex-end;
    gap: 8px;
    padding: 10px clamp(8px, 3cqi, 14px) max(14px, env(safe-area-inset-bottom));
  }

  .attach {
    --_icon-size: 20px;
    inline-size: 42px;
    block-size: 42px;
    margin-inline-end: -4px;
  }

  .field--drop {
    border-color: var(--_accent-text);
    border-style: dashed;
  }

  /* The text may run in the opposite direction to the page, so this box has the padding, not the textarea. */
  .input {
    display: flex;
    align-items: flex-end;
    padding-inline-start: 8px;
  }

  .tool {
    --_icon-size: 21px;
    inline-size: 34px;
    block-size: 34px;
    margin-block-end: 3px;
  }

  .tool:last-child {
    margin-inline-end: 4px;
  }

  .field {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_field);
    transition: border-color var(--_ease);
  }

  .field:focus-within {
    border-color: var(--_accent-text);
    box-shadow: 0 0 0 1px var(--_accent-text);
  }

  /* The box around it shows the focus. */
  textarea:focus-visible {
    outline: none;
  }

  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 40px;
    max-block-size: calc(var(--openim-composer-max-lines, 6) * 1lh + 18px);
    margin: 0;
    padding: 9px 6px;
    border: 0;
    background: none;
    resize: none;
    font: inherit;
    font-size: var(--openim-font-size-message, calc(14.5em / 14));
    line-height: max(22px, 1.35em);
    color: var(--_text);
    /* In Firefox, a long placeholder would make the field scroll. */
    overflow: hidden auto;
    scrollbar-width: thin;
    field-sizing: content;
  }

  textarea::placeholder {
    white-space: nowrap;
    overflow: hidden;
  }

  /* A long placeholder fades out: Firefox draws no ellipsis for it, and other browsers draw none while the field is focused. */
  textarea:placeholder-shown {
    /* Otherwise, Firefox places a right-to-left placeholder outside the field. */
    unicode-bidi: normal;
    /* The mask is on the field, because Firefox does not apply it to the placeholder itself. */
    mask-image: linear-gradient(to right, #000 calc(100% - 24px), transparent);
  }

  /* While it is empty, a field with dir="auto" runs from left to right, so the direction of its parent decides. */
  :dir(rtl) > textarea:placeholder-shown {
    mask-image: linear-gradient(to left, #000 calc(100% - 24px), transparent);
  }

  :is(textarea, .icon-button):disabled {
    opacity: 0.5;
  }

  .counter {
    display: block;
    padding: 5px 16px 8px;
    unicode-bidi: plaintext;
    font-size: calc(12em / 14);
    text-align: end;
    color: var(--_meta);
  }

  .counter--over {
    font-weight: 600;
    color: var(--_danger);
  }

  /* iOS zooms into fields with smaller text. */
  @media (pointer: coarse) {
    textarea {
      font-size: max(16px, var(--openim-font-size-message, calc(16em / 14)));
    }
  }

  @media (forced-colors: active) {
    .tool {
      border: 0;
    }
  }
`;
