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
    --_bubble-meta: light-dark(#565e70, #aab1c3);
    --openim-avatar-size: 30px;

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
    justify-content: flex-end;
  }

  .avatar {
    align-self: flex-end;
    flex: none;
    inline-size: 30px;
  }

  /* The picture stands beside the bubble, not beside the line with the time. */
  openim-avatar.avatar {
    margin-block-end: 24px;
  }

  .body {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    max-inline-size: min(82%, var(--openim-bubble-max-width, 520px));
  }

  .base--outgoing .body {
    align-items: flex-end;
  }

  .base--incoming .body {
    align-items: flex-start;
  }

  .sender {
    margin: 4px 12px 3px;
    font-size: 12px;
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
    background: var(--_incoming);
    font-size: var(--openim-font-size-message, 14.5px);
    overflow-wrap: anywhere;
  }

  .base--outgoing .bubble {
    background: var(--_outgoing);
  }

  :host(:is([position='single'], [position='last'])) .base--incoming .bubble {
    border-end-start-radius: min(6px, var(--_radius));
  }

  :host(:is([position='single'], [position='last'])) .base--outgoing .bubble {
    border-end-end-radius: min(6px, var(--_radius));
  }

  .bubble--queued,
  .bubble--sending {
    color: light-dark(#565e70, #b4bbcb);
  }

  .bubble--mention {
    box-shadow: inset 0 0 0 1.5px var(--_accent);
  }

  .bubble--bare {
    padding: 0;
  }

  .text {
    display: block;
    white-space: pre-wrap;
  }

  .link {
    color: var(--_accent-text);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }

  .unsupported {
    font-style: italic;
    color: var(--_bubble-meta);
  }

  .quote {
    margin: 2px 0 6px;
    padding: 1px 10px;
    border-inline-start: 3px solid var(--_accent);
    font-size: 13px;
    color: var(--_bubble-meta);
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    line-clamp: 3;
    overflow: hidden;
  }

  .image-box {
    display: block;
    position: relative;
    border-radius: inherit;
  }

  .image-room {
    display: block;
    max-inline-size: 100%;
    block-size: auto;
  }

  .image {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: inherit;
    object-fit: cover;
    background: light-dark(#e4e7ee, #2a3040);
  }

  .image-box:focus-visible {
    outline-offset: -3px;
  }

  .image-failed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
    padding: 14px 16px;
    font-size: 13px;
    color: var(--_bubble-meta);
  }

  .image-failed > span {
    flex: 1 1 0;
    min-inline-size: 10ch;
    unicode-bidi: plaintext;
  }

  .file {
    display: flex;
    align-items: center;
    gap: 11px;
    min-inline-size: min(200px, 100%);
    padding-block: 3px;
    color: inherit;
    text-decoration: none;
  }

  .badge {
    --_icon-size: 18px;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 38px;
    block-size: 38px;
    border-radius: 10px;
    background: light-dark(
      color-mix(in srgb, var(--_accent) 16%, var(--_surface)),
      color-mix(in srgb, var(--_accent) 18%, var(--_surface))
    );
    font-size: 10.5px;
    font-weight: 700;
    letter-spacing: 0.02em;
    color: var(--_accent-text);
  }

  .base--outgoing .badge {
    background: light-dark(
      color-mix(in srgb, var(--_accent) 22%, var(--_surface)),
      color-mix(in srgb, var(--_accent) 12%, var(--_surface))
    );
  }

  .file__words {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-inline-size: 0;
    line-height: 1.35;
  }

  a.file:hover .file__name,
  a.file:hover .kind__label {
    text-decoration: underline;
    text-underline-offset: 2px;
  }

  .file__download {
    --_icon-size: 17px;
    color: var(--_bubble-meta);
  }

  .detail {
    inline-size: fit-content;
    unicode-bidi: plaintext;
    font-size: 12px;
    color: var(--_bubble-meta);
  }

  .merged {
    display: flex;
    flex-direction: column;
    gap: 2px;
    min-inline-size: min(200px, 100%);
  }

  .merged__title {
    font-weight: 600;
  }

  .merged__line {
    font-size: 13px;
    color: var(--_bubble-meta);
  }

  .merged__count {
    inline-size: auto;
    margin-block-start: 4px;
    padding-block-start: 5px;
    border-block-start: 1px solid light-dark(rgb(0 0 0 / 10%), rgb(255 255 255 / 12%));
    align-self: stretch;
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

  .base--outgoing .menu-button {
    inset-inline: auto calc(100% + 3px);
  }

  .base:hover .menu-button,
  .menu-button:focus-visible,
  .menu-button[aria-expanded='true'] {
    opacity: 1;
  }

  .meta > *,
  .delivery > span,
  .kind__label,
  .file__name,
  .unsupported,
  .notice-line {
    unicode-bidi: plaintext;
  }

  .kind__label,
  .file__name,
  .merged > span:not(.merged__count) {
    inline-size: fit-content;
    max-inline-size: 100%;
  }

  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 5px;
    min-block-size: 18px;
    margin: 3px 4px 3px;
    font-size: 11.5px;
    line-height: 1.3;
    color: var(--_meta);
  }

  .base--outgoing .meta {
    justify-content: flex-end;
    text-align: end;
  }

  .delivery {
    --_icon-size: 14px;
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }

  .delivery--read .icon {
    color: var(--_accent-text);
  }

  .delivery--failed,
  .small-button {
    color: var(--_danger);
  }

  .failed-actions {
    display: inline-flex;
  }

  .small-button {
    min-block-size: 24px;
    min-inline-size: 24px;
    padding-inline: 3px;
    border-radius: 6px;
    font-weight: 600;
    text-align: center;
  }

  .delivery--failed > span::after,
  .small-button:first-child::after {
    content: ' ·';
    font-weight: 400;
  }

  .small-button:hover {
    text-decoration: underline;
    text-underline-offset: 2px;
  }

  .notice-line {
    margin: 10px auto;
    padding-inline: 12px;
    max-inline-size: 60ch;
    font-size: 12.5px;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
    color: var(--_meta);
  }

  @media (pointer: coarse) {
    .bubble {
      font-size: var(--openim-font-size-message, 16px);
      -webkit-touch-callout: none;
    }

    .menu-button {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .bubble {
      border: 1px solid;
    }
  }
`;
