/** Marks the text as CSS for the build and for editors; lit, which has a tag of this name, is loaded only with the panel. */
const css = String.raw;

/** The bubble, the greeting and the panel's frame. */
export const launcherStyles = css`
  :host {
    --_accent: var(--openim-color-accent, light-dark(#3b6cf6, #7c9cff));
    --_on-accent: var(
      --openim-color-on-accent,
      oklch(from var(--_accent) calc(0.13 + 0.87 * clamp(0, (0.66 - l) * 1000, 1)) 0 h)
    );
    --_surface: var(--openim-color-surface, light-dark(#fff, #161922));
    --_text: var(--openim-color-text, light-dark(#1a1d26, #eceef4));
    --_meta: var(--openim-color-text-secondary, light-dark(#666e80, #9aa2b5));
    --_line: var(--openim-color-line, light-dark(#e6e8ee, #262b38));
    --_size: var(--openim-launcher-size, 56px);
    --_gap: var(--openim-launcher-offset, 20px);
    --_shadow:
      0 0 0 1px light-dark(transparent, var(--_line)), 0 2px 6px rgb(18 24 40 / 12%),
      0 12px 40px light-dark(rgb(18 24 40 / 18%), rgb(0 0 0 / 55%));

    /* A page's rules for all elements are not meant for the bubble. */
    position: fixed !important;
    margin: 0 !important;
    z-index: var(--openim-launcher-z-index, 2147483000);
    inset-block-end: calc(var(--_gap) + env(safe-area-inset-bottom));
    inset-inline-end: var(--_gap);
    display: block;
    box-sizing: border-box;
    /* What the reader has set in the browser, whatever the page sets for itself. */
    font: medium / 1.45 var(--openim-font-family, system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    font-size: medium !important;
    letter-spacing: normal;
    word-spacing: normal;
    text-indent: 0;
    text-transform: none;
    text-shadow: none;
    white-space: normal;
    color: var(--_text);
    text-align: start;
    pointer-events: none;
  }

  :host > * {
    font-size: var(--openim-font-size, 0.875em);
  }

  :host([hidden]) {
    display: none;
  }

  :host([color-scheme='light']) {
    color-scheme: light;
  }

  :host([color-scheme='dark']) {
    color-scheme: dark;
  }

  :host([position$='start']) {
    inset-inline: var(--_gap) auto;
  }

  :host([position$='left']) {
    left: var(--_gap);
    right: auto;
  }

  :host([position$='right']) {
    left: auto;
    right: var(--_gap);
  }

  * {
    box-sizing: border-box;
    pointer-events: auto;
  }

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

  :focus-visible {
    outline: var(--openim-focus-ring, 2px solid var(--_accent));
    outline-offset: 3px;
  }

  .edge {
    position: absolute;
    outline: none;
    pointer-events: none;
  }

  .bubble {
    position: relative;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: var(--_size);
    block-size: var(--_size);
    border-radius: var(--openim-launcher-radius, 50%);
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow:
      0 1px 3px rgb(18 24 40 / 18%),
      0 6px 20px light-dark(rgb(18 24 40 / 22%), rgb(0 0 0 / 50%));
    transition: transform 140ms ease-out;
  }

  @media (hover) {
    .bubble:hover {
      transform: scale(1.05);
    }
  }

  .bubble:active {
    transform: scale(0.96);
  }

  .face {
    grid-area: 1 / 1;
    display: grid;
    place-items: center;
    transition:
      opacity 140ms ease-out,
      transform 140ms ease-out;
  }

  .bubble[aria-expanded='true'] .face--chat,
  .bubble[aria-expanded='false'] .face--close {
    opacity: 0;
    transform: rotate(30deg) scale(0.6);
  }

  svg {
    inline-size: 26px;
    block-size: 26px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.9px;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .badge {
    position: absolute;
    inset-block-start: -8px;
    inset-inline-end: -4px;
    min-inline-size: 22px;
    padding-inline: 5px;
    border: 2px solid var(--_surface);
    border-radius: 12px;
    background: var(--openim-launcher-badge-color, #d92d4a);
    color: #fff;
    font-size: calc(12em / 14);
    font-weight: 700;
    line-height: calc(18em / 12);
    text-align: center;
    direction: ltr;
  }

  /* Positioned above the bubble, so that the bubble stays where it is when they appear or disappear. */
  .greeting,
  .panel {
    position: absolute;
    inset-block-end: calc(100% + 12px);
    inset-inline-end: 0;
  }

  :host([position$='start']) :is(.greeting, .panel) {
    inset-inline: 0 auto;
  }

  :host([position$='left']) :is(.greeting, .panel) {
    left: 0;
    right: auto;
  }

  :host([position$='right']) :is(.greeting, .panel) {
    left: auto;
    right: 0;
  }

  .greeting {
    display: flex;
    align-items: start;
    gap: 4px;
    inline-size: max-content;
    max-inline-size: min(calc(300em / 14), calc(100vw - 2 * var(--_gap)));
    border-radius: 17px;
    background: var(--_surface);
    box-shadow: var(--_shadow);
    animation: rise 180ms ease-out;
  }

  .greeting__text {
    padding-block: 13px;
    padding-inline-start: 16px;
    border-radius: 17px;
    font-size: calc(14.5em / 14);
    overflow-wrap: anywhere;
    white-space: pre-line;
    unicode-bidi: plaintext;
  }

  .greeting__close {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 32px;
    block-size: 32px;
    margin: 7px;
    margin-inline-start: 0;
    border-radius: 50%;
    color: var(--_meta);
  }

  .greeting__close svg {
    inline-size: 16px;
    block-size: 16px;
  }

  .panel {
    display: flex;
    flex-direction: column;
    inline-size: min(var(--openim-launcher-width, calc(376em / 14)), calc(100vw / var(--_zoom) - 2 * var(--_gap)));
    --_beside: calc(var(--_size) + 12px);
    block-size: min(
      var(--openim-launcher-height, calc(640em / 14)),
      min(100dvh / var(--_zoom) - var(--_beside), var(--_height, 100dvh) / var(--_zoom)) - 2 * var(--_gap)
    );
    /* A keyboard on the screen covers the bubble; the panel moves above it. */
    translate: 0 min(0px, (var(--_top, 0px) + var(--_height, 100dvh) - 100dvh) / var(--_zoom) + var(--_beside));
    border-radius: var(--openim-launcher-panel-radius, 18px);
    overflow: hidden;
    background: var(--_surface);
    box-shadow: var(--_shadow);
    overscroll-behavior: contain;
    animation: rise 180ms ease-out;
  }

  .panel > * {
    flex: 1;
    min-block-size: 0;
  }

  .wait {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 12px;
    padding: 24px;
    color: var(--_meta);
    text-align: center;
  }

  .wait button {
    padding: 8px 16px;
    border-radius: 18px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .spinner {
    inline-size: 22px;
    block-size: 22px;
    border: 2.5px solid var(--_accent);
    border-radius: 50%;
    mask: conic-gradient(#0002, #000);
    animation: spin 0.8s linear infinite;
  }

  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }

  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }

  @media (max-width: 30em), (max-height: 30em) {
    .panel {
      position: fixed;
      inset-block: calc(var(--_top, 0px) / var(--_zoom)) auto;
      block-size: calc(var(--_height, 100dvh) / var(--_zoom));
      translate: none;
      border-radius: 0;
      /* For browsers that contain the scrolling of boxes only if they have something to scroll. */
      touch-action: pinch-zoom;
    }

    /* Once the panel is loaded, it has a close button of its own. */
    .panel:not([hidden], :has(.wait)) ~ .bubble {
      display: none;
    }
  }

  @media (max-width: 30em) {
    .panel {
      /* Overrides the rule for any corner of the bubble. */
      inset-inline: 0 !important;
      inline-size: auto;
    }
  }

  @media print {
    :host {
      display: none;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }

  @media (forced-colors: active) {
    .bubble,
    .panel,
    .greeting,
    .wait button {
      border: 1px solid;
    }
  }
`;
