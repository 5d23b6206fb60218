import { css } from 'lit';

/**
 * Tokens and the few rules every element shares. Each token is a public custom property with its default; the private
 * `--_` names are what style sheets read. Light and dark follow the page's `color-scheme`.
 */
export const sharedStyles = css`
  :host {
    --_accent: var(--openim-color-accent, light-dark(#3b6cf6, #7c9cff));
    --_surface: var(--openim-color-surface, light-dark(#fff, #161922));
    --_surface-raised: var(--openim-color-surface-raised, light-dark(#fff, #262c3b));
    --_field: var(--openim-color-field, light-dark(#f4f5f9, #1c202b));
    /* Translucent, so that it works on surfaces, fields and overlays alike. */
    --_hover: var(--openim-color-hover, light-dark(#2337870d, #a2b9ea12));
    --_line: var(--openim-color-line, light-dark(#e6e8ee, #b6cdfe1a));
    --_text: var(--openim-color-text, light-dark(#1a1d26, #eceef4));
    --_meta: var(--openim-color-text-secondary, light-dark(#666e80, #9aa2b5));
    --_danger: var(--openim-color-danger, light-dark(#c92a48, #ff7a8e));
    --_warning-surface: var(--openim-color-warning-surface, light-dark(#fdeedd, #3a3026));
    /* Dark on a light accent, light on a dark one: any brand colour keeps its contrast. */
    --_on-accent: var(
      --openim-color-on-accent,
      oklch(from var(--_accent) calc(0.13 + 0.87 * clamp(0, (0.66 - l) * 1000, 1)) 0 h)
    );
    /* The accent as text: dark enough on light surfaces and bubbles, light enough on dark ones. */
    --_accent-text: var(
      --openim-color-accent-text,
      light-dark(oklch(from var(--_accent) min(l, 0.51) c h), oklch(from var(--_accent) max(l, 0.76) c h))
    );
    --_accent-soft: color-mix(in srgb, var(--_accent) 13%, transparent);
    --_font: var(
      --openim-font-family,
      system-ui,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      'PingFang SC',
      'Microsoft YaHei',
      'Noto Sans SC',
      sans-serif
    );
    --_focus-ring: var(--openim-focus-ring, 2px solid var(--_accent-text));
    --_ease: var(--openim-duration, 150ms) ease-out;

    box-sizing: border-box;
    font-family: var(--_font);
    /* The size that the reader has set in the browser, whatever the page, or an element around, has for its own text. */
    font-size: medium !important;
    line-height: 1.45;
    color: var(--_text);
    text-align: start;
    scrollbar-color: light-dark(#c9cdd8, #4a5268) transparent;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  :host > * {
    font-size: var(--openim-font-size, 0.875em);
  }

  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  button {
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    color: inherit;
    text-align: inherit;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }

  button:disabled {
    cursor: default;
  }

  /* An empty field has no text yet that could determine its direction. */
  :placeholder-shown {
    direction: inherit;
  }

  ::placeholder {
    color: var(--_meta);
    opacity: 1;
  }

  :focus-visible {
    outline: var(--_focus-ring);
    outline-offset: 2px;
  }

  .icon {
    flex: none;
    inline-size: var(--_icon-size, 19px);
    block-size: var(--_icon-size, 19px);
    stroke-width: 1.8px;
  }

  .icon * {
    vector-effect: non-scaling-stroke;
  }

  .turns:dir(rtl) {
    scale: -1 1;
    transform-origin: center;
  }

  .icon-button {
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 50%;
    color: var(--_meta);
    transition: background-color var(--_ease);
  }

  .text-button {
    padding-inline: 4px;
    border-radius: 6px;
    line-height: max(24px, 1.45em);
    font-weight: 600;
    color: var(--_accent-text);
  }

  .button {
    min-block-size: 36px;
    padding: 6px 18px;
    border-radius: 999px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    transition: filter var(--_ease);
  }

  /* On a touch screen, what was tapped would look as if under a pointer until the next tap elsewhere. */
  @media (hover) {
    .icon-button:hover {
      background: var(--_hover);
      color: var(--_text);
    }

    .text-button:hover {
      text-decoration: underline;
      text-underline-offset: 2px;
    }

    .button:hover {
      filter: brightness(0.94);
    }
  }

  /* Text in the opposite direction keeps its order, but its box stays where the page's direction puts it. */
  .words {
    unicode-bidi: plaintext;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* A state that replaces content: an icon, a sentence, a hint, perhaps a button. */
  .notice {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 6px;
    block-size: 100%;
    min-block-size: min-content;
    padding: 24px;
    text-align: center;
    text-wrap: balance;
    unicode-bidi: plaintext;
  }

  .notice__icon {
    --_icon-size: 26px;
    display: grid;
    place-items: center;
    inline-size: 60px;
    block-size: 60px;
    margin-block-end: 8px;
    border-radius: 50%;
    background: var(--_accent-soft);
    color: var(--_accent-text);
  }

  .notice__title,
  .notice__hint {
    margin: 0;
    unicode-bidi: plaintext;
  }

  .notice__title {
    font-size: calc(15em / 14);
    font-weight: 600;
  }

  .notice__hint {
    max-inline-size: 34ch;
    font-size: calc(13em / 14);
    color: var(--_meta);
    overflow-wrap: anywhere;
  }

  .notice > .button {
    margin-block-start: 12px;
  }

  .waiting {
    --_spinner: 24px;
    display: grid;
    place-items: center;
    block-size: 100%;
    min-block-size: 48px;
  }

  .spinner {
    inline-size: var(--_spinner, 16px);
    block-size: var(--_spinner, 16px);
    border: 2px solid var(--_accent);
    border-radius: 50%;
    mask: conic-gradient(#0002, #000);
    animation: spin 0.8s linear infinite;
  }

  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }

  /* A placeholder for something that is loading. */
  .bone {
    border-radius: 8px;
    background: light-dark(#eceef3, #232835);
    animation: bone 1.4s ease-in-out infinite alternate;
  }

  @keyframes bone {
    to {
      opacity: 0.5;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }

  @media (forced-colors: active) {
    .icon {
      forced-color-adjust: auto;
    }

    .bone,
    .button,
    .icon-button,
    .notice__icon {
      border: 1px solid;
    }
  }
`;
