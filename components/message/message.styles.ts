import { css } from 'lit';

export const messageStyles = css`
  :host {
    --_incoming: var(--openim-bubble-incoming, light-dark(#f1f2f6, #232838));
    --_outgoing: var(
      --openim-bubble-outgoing,
      light-dark(
        color-mix(in srgb, var(--_accent) 13%, var(--_surface)),
        color-mix(in srgb, var(--_accent) 24%, var(--_surface))
      )
    );
    --_radius: var(--openim-bubble-radius, 17px);
    --_bubble: var(--_incoming);
    --_bubble-meta: light-dark(#565e70, #aab1c3);
    --_bubble-line: light-dark(rgb(0 0 0 / 10%), rgb(255 255 255 / 12%));
    --openim-avatar-size: 30px;
    /* Size of the text where that of others is 14. */
    --_message: 14.5;

    display: block;
    outline-offset: 0;
    border-radius: 10px;
  }

  :host(:focus-visible) {
    outline: var(--_focus-ring);
  }

  .base {
    display: flex;
    gap: 8px;
  }

  .base--outgoing {
    --_bubble: var(--_outgoing);

    justify-content: flex-end;
  }

  /* Beside the bubble, not beside the line with the time. */
  .base > openim-avatar {
    align-self: flex-end;
    margin-block-end: max(24px, 1.07em + 6px);
  }

  .body {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    min-inline-size: 0;
    max-inline-size: min(82%, var(--openim-bubble-max-width, 520px));
  }

  .base--outgoing .body {
    align-items: flex-end;
  }

  /* Within a run there is no avatar, only its room. */
  :host(:is([position='first'], [position='middle'])) .base--incoming .body {
    margin-inline-start: 38px;
  }

  .sender {
    margin: 4px 12px 3px;
    font-size: calc(12em / 14);
    font-weight: 600;
    color: var(--_meta);
    overflow-wrap: anywhere;
  }

  .line {
    position: relative;
    max-inline-size: 100%;
  }

  .bubble {
    min-inline-size: 36px;
    max-inline-size: 100%;
    padding: 8px 13px;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_bubble);
    font-size: var(--openim-font-size-message, calc(var(--_message) * 1em / 14));
    overflow-wrap: anywhere;
  }

  :host(:is([position='single'], [position='last'])) .base--incoming .bubble {
    border-end-start-radius: min(6px, var(--_radius));
  }

  :host(:is([position='single'], [position='last'])) .base--outgoing .bubble {
    border-end-end-radius: min(6px, var(--_radius));
  }

  .bubble--queued,
  .bubble--sending {
    color: var(--_bubble-meta);
  }

  .bubble--mention {
    box-shadow: inset 0 0 0 1.5px var(--_accent);
  }

  .bubble--bare {
    padding: 0;
    background: none;
  }

  /* Rows of three; above them as many rows of two as are needed to leave no gap. */
  .bubble--album {
    display: grid;
    grid-template-columns: repeat(6, 1fr);
    gap: 2px;
    inline-size: 336px;
  }

  .bubble--album ::slotted(*) {
    grid-column: span 2;
  }

  .bubble--album-1 ::slotted(:nth-child(-n + 4)),
  .bubble--album-2 ::slotted(:nth-child(-n + 2)) {
    grid-column: span 3;
  }

  /* A picture in an album. */
  :host([position='tile']) {
    position: relative;
    aspect-ratio: 1;
    overflow: hidden;
    border-radius: 0;
  }

  .text {
    display: block;
    white-space: pre-wrap;
  }

  .text--large {
    padding-block: 2px;
    font-size: 2.4em;
    line-height: 1.25;
  }

  .mention {
    font-weight: 600;
    color: var(--_accent-text);
  }

  .mention--me {
    margin-inline: -2px;
    padding-inline: 2px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--_accent) 20%, transparent);
  }

  .link {
    color: var(--_accent-text);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }

  .link__host {
    display: inline-block;
    margin-inline-start: 0.35em;
    font-size: 0.86em;
    text-decoration: none;
    -webkit-user-select: none;
    overflow-wrap: anywhere;
  }

  .unsupported {
    color: var(--_bubble-meta);
  }

  .quote {
    margin: 2px 0 6px;
    padding: 1px 10px;
    border-inline-start: 3px solid var(--_accent);
    font-size: calc(13em / var(--_message));
    color: var(--_bubble-meta);
  }

  .quote__button {
    min-inline-size: 24px;
    min-block-size: 24px;
    border-radius: 4px;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }

  .image-box,
  .room {
    display: block;
    position: relative;
    border-radius: inherit;
  }

  .image-room {
    display: block;
    max-inline-size: 100%;
    block-size: auto;
  }

  .detail {
    inline-size: fit-content;
    unicode-bidi: plaintext;
    font-size: calc(12em / var(--_message));
    color: var(--_bubble-meta);
  }

  .room__words {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    inline-size: auto;
    padding: 6px;
    overflow: hidden;
  }

  .bubble--bare .room {
    background: var(--_bubble);
  }

  .menu-button {
    --_icon-size: 17px;
    position: absolute;
    inset-block-start: calc(50% - 14px);
    inset-inline-start: calc(100% + 3px);
    inline-size: 28px;
    block-size: 28px;
    opacity: 0;
  }

  /* Three dots. Every row has them: as an SVG they would be a quarter of all the page's elements. */
  .menu-button::before {
    content: '';
    inline-size: 3px;
    block-size: 3px;
    border-radius: 50%;
    background: currentColor;
    box-shadow:
      -6px 0 currentColor,
      6px 0 currentColor;
  }

  .base--outgoing .menu-button {
    inset-inline: auto calc(100% + 3px);
  }

  .menu-button:focus-visible,
  .menu-button[aria-expanded='true'] {
    opacity: 1;
  }

  @media (hover) {
    .base:hover .menu-button {
      opacity: 1;
    }
  }

  /* Each line of a text has a direction of its own, as it had in the text field. */
  .text,
  .meta > *,
  .delivery > span,
  .unsupported,
  .notice-line {
    unicode-bidi: plaintext;
  }

  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 5px;
    min-block-size: 18px;
    margin: 3px 4px;
    font-size: calc(11.5em / 14);
    line-height: 1.3;
    color: var(--_meta);
    -webkit-user-select: none;
  }

  .base--outgoing .meta {
    justify-content: flex-end;
    text-align: end;
  }

  .delivery {
    --_icon-size: 14px;
    display: inline-flex;
    gap: 4px;
    text-align: start;
  }

  .delivery--read .icon {
    color: var(--_accent-text);
  }

  .delivery--failed,
  .failed-actions .text-button {
    color: var(--_danger);
  }

  .failed-actions {
    display: inline-flex;
    margin-inline-end: -4px;
  }

  .notice-line {
    margin: 10px auto;
    padding-inline: 12px;
    max-inline-size: 60ch;
    font-size: calc(12.5 / 14 * var(--openim-font-size, 0.875em));
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
    color: var(--_meta);
  }

  @media (pointer: coarse) {
    :host {
      --_message: 16;
    }

    /* Held, it opens the menu. */
    :host(:not([plain])) .bubble {
      -webkit-touch-callout: none;
      -webkit-user-select: none;
    }

    .menu-button {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .bubble {
      border: 1px solid;
    }

    .menu-button::before {
      forced-color-adjust: none;
      background: ButtonText;
      box-shadow:
        -6px 0 ButtonText,
        6px 0 ButtonText;
    }
  }
`;
