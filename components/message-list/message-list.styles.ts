import { css } from 'lit';

export const messageListStyles = css`
  :host {
    --_padding: var(--openim-timeline-padding, clamp(10px, 3cqi, 20px));
    --_gap: var(--openim-timeline-gap, 10px);

    display: block;
    block-size: 100%;
    min-block-size: 0;
    container-type: inline-size;
  }

  .base {
    position: relative;
    block-size: 100%;
  }

  .scroller {
    block-size: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    scrollbar-width: thin;
  }

  .content {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    min-block-size: 100%;
    padding: calc(14px + var(--_above, 0px)) var(--_padding) calc(8px + var(--_below, 0px));
  }

  .content:focus-visible {
    outline-offset: -2px;
  }

  .content > openim-message {
    margin-block-start: 3px;
  }

  .content > openim-message:is([position='single'], [position='first']) {
    margin-block-start: var(--_gap);
  }

  .content > :is(.day, .unread) + openim-message {
    margin-block-start: 4px;
  }

  .day,
  .older > span {
    unicode-bidi: plaintext;
  }

  .day {
    margin-block: 18px 8px;
    font-size: calc(12.5em / 14);
    text-align: center;
    color: var(--_meta);
  }

  .unread {
    display: flex;
    align-items: center;
    gap: 10px;
    margin-block: 14px 8px;
    font-size: calc(12em / 14);
    font-weight: 600;
    color: var(--_accent-text);
  }

  .unread::before,
  .unread::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid color-mix(in srgb, var(--_accent) 45%, var(--_surface));
  }

  .content > .notice {
    flex: 1;
    block-size: auto;
  }

  .older {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 36px;
    text-align: center;
    font-size: calc(12.5em / 14);
    color: var(--_meta);
  }

  .typing {
    --openim-avatar-size: 30px;
    display: flex;
    align-items: flex-end;
    gap: 8px;
    margin-block: 10px 8px;
  }

  .pill {
    --_icon-size: 17px;
    position: absolute;
    z-index: 1;
    inset-block-end: 12px;
    inset-inline-end: 16px;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-inline-size: 38px;
    min-block-size: 38px;
    padding-inline: 9px;
    border: 1px solid var(--_line);
    border-radius: 999px;
    background: var(--_surface-raised);
    color: var(--_meta);
    box-shadow: 0 4px 16px rgb(16 20 32 / 14%);
    animation: arrive var(--_ease);
  }

  .pill--new,
  .pill--unread {
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
    padding-inline: 14px;
    font-size: calc(13em / 14);
    font-weight: 600;
  }

  .pill--new {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .pill--unread {
    inset-block: 10px auto;
    color: var(--_accent-text);
  }

  .icon--up {
    rotate: 180deg;
  }

  openim-message.target {
    border-radius: 10px;
    animation: point-out 2.4s ease-out;
  }

  @keyframes point-out {
    0%,
    50% {
      background: color-mix(in srgb, var(--_accent) 16%, transparent);
      box-shadow: 0 0 0 4px color-mix(in srgb, var(--_accent) 16%, transparent);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    openim-message.target {
      background: color-mix(in srgb, var(--_accent) 16%, transparent);
    }
  }

  .skeleton {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding-block: 10px;
  }

  .skeleton .bone {
    inline-size: 32%;
    block-size: 38px;
    margin-inline-start: 38px;
    border-radius: var(--openim-bubble-radius, 17px);
  }

  .bone:nth-child(3n),
  .bone:nth-child(5n) {
    align-self: flex-end;
  }

  .bone:nth-child(4n) {
    block-size: 74px;
  }

  .bone:nth-child(4n + 1) {
    inline-size: 54%;
  }

  @keyframes arrive {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
`;
