import { css } from 'lit';

export const launcherPanelStyles = css`
  :host {
    display: block;
    min-block-size: 0;
    background: var(--_surface);
    container-type: size;
  }

  /* Set here, because the provider does not pass box-sizing on to its children. */
  openim-chat {
    box-sizing: border-box;
    block-size: 100%;
  }

  .base {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }

  .header {
    display: flex;
    align-items: start;
    gap: 8px;
    padding: 20px 20px 18px;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .header__words {
    flex: 1;
  }

  .header__heading,
  .header__subheading {
    margin: 0;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }

  .header__heading {
    font-size: calc(17em / 14);
    font-weight: 700;
    line-height: 1.35;
    outline: none;
  }

  .header__subheading {
    margin-block-start: 3px;
    font-size: calc(12.5em / 14);
  }

  .close {
    margin: -6px -8px;
    color: inherit;
  }

  .close:focus-visible {
    outline-color: var(--_on-accent);
  }

  /* The bubble beside the panel closes it; on a phone, the panel covers the bubble. */
  @media (width > 30em) and (height > 30em) {
    .close {
      display: none;
    }
  }

  @media (width <= 30em) {
    .header {
      padding-block-start: calc(18px + env(safe-area-inset-top));
    }
  }

  /* In a low window, or above a keyboard. */
  @container (height <= 30em) {
    .header {
      padding-block: 12px;
    }

    .header__subheading {
      display: none;
    }
  }

  .away {
    margin: 0;
    padding: 8px 20px;
    background: var(--_warning-surface);
    font-size: calc(13em / 14);
    text-align: center;
    text-wrap: balance;
    unicode-bidi: plaintext;
  }

  .content {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
  }

  .form {
    display: flex;
    flex-direction: column;
    gap: 16px;
    padding: 20px;
  }

  .form__hint {
    align-self: start;
    margin: 0;
    color: var(--_meta);
    unicode-bidi: plaintext;
  }

  .field {
    display: flex;
    flex-direction: column;
    align-items: start;
    gap: 5px;
  }

  .field__label {
    font-size: calc(13em / 14);
    font-weight: 600;
    unicode-bidi: plaintext;
  }

  .field__optional {
    font-weight: 400;
    color: var(--_meta);
  }

  .input {
    inline-size: 100%;
    min-block-size: 42px;
    padding: 9px 14px;
    border: 1px solid light-dark(#8a91a1, #69728a);
    border-radius: 12px;
    background: var(--_field);
    color: inherit;
    font: inherit;
    /* Phones zoom into fields with smaller text. */
    font-size: max(16px, calc(16em / 14));
    line-height: 1.4;
    resize: none;
  }

  .input:focus-visible {
    outline-offset: -1px;
  }

  .input[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  .field__problem {
    margin: 0;
    font-size: calc(12.5em / 14);
    color: var(--_danger);
    unicode-bidi: plaintext;
  }

  .form__button {
    min-block-size: 44px;
    margin-block-start: 4px;
    text-align: center;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 6px;
    padding: 6px 16px;
  }

  .choice {
    min-block-size: 34px;
    padding: 5px 14px;
    border: 1px solid var(--_accent-text);
    border-radius: 17px;
    color: var(--_accent-text);
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .closed,
  .rating {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 8px;
  }

  .closed {
    padding: 12px 20px;
    border-block-start: 1px solid var(--_line);
    text-align: center;
  }

  .closed__words {
    margin: 0;
    font-size: calc(13em / 14);
    color: var(--_meta);
    text-wrap: balance;
    unicode-bidi: plaintext;
  }

  .rating {
    inline-size: 100%;
  }

  .rating__stars {
    display: flex;
    justify-content: center;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .rating__question {
    margin-inline: auto;
    padding: 0;
    font-weight: 600;
  }

  .star {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    color: var(--_meta);
    cursor: pointer;
  }

  .star > * {
    grid-area: 1 / 1;
  }

  .star__input {
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }

  @media (hover) {
    .close:hover {
      background: color-mix(in srgb, var(--_on-accent) 14%, transparent);
      color: inherit;
    }

    .choice:hover {
      background: var(--_accent-soft);
    }

    .star:hover {
      background: var(--_hover);
    }
  }

  .star:has(:focus-visible) {
    outline: var(--_focus-ring);
    outline-offset: -2px;
  }

  .star svg {
    inline-size: 26px;
    block-size: 26px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6px;
    stroke-linejoin: round;
    pointer-events: none;
  }

  .star--on {
    color: light-dark(#b26a00, #f5b94a);
  }

  .star--on svg {
    fill: currentColor;
  }

  @media (forced-colors: active) {
    .header,
    .away {
      border-block-end: 1px solid;
    }
  }
`;
