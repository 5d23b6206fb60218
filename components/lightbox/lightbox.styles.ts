import { css } from 'lit';

export const lightboxStyles = css`
  :host {
    display: contents;
  }

  .base {
    position: fixed;
    inset: 0;
    inline-size: 100vw;
    block-size: 100dvh;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: rgb(10 12 18 / 94%);
    color: #f2f4f8;
    color-scheme: dark;
    overflow: hidden;
    overscroll-behavior: contain;
  }

  .base[open] {
    animation: appear 140ms ease-out;
  }

  .base::backdrop {
    background: none;
  }

  .stage {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    touch-action: none;
    cursor: zoom-in;
  }

  .stage--film {
    cursor: auto;
  }

  .picture--film {
    margin-block: 60px 24px;
    padding: 0;
    max-block-size: calc(100dvh - 84px);
  }

  .stage--zoomed {
    cursor: grab;
  }

  .stage--held {
    cursor: grabbing;
  }

  .picture {
    max-inline-size: 100vw;
    max-block-size: 100dvh;
    padding: 60px 12px 24px;
    object-fit: contain;
    user-select: none;
    -webkit-user-drag: none;
    grid-area: 1 / 1;
    will-change: transform;
  }

  .spinner {
    --_spinner: 28px;
    grid-area: 1 / 1;
  }

  .toolbar {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 8px 12px;
    padding-block-start: max(8px, env(safe-area-inset-top));
    background: linear-gradient(rgb(10 12 18 / 80%), transparent);
  }

  .about {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    flex: 1;
    min-inline-size: 0;
    padding-inline-start: 6px;
    line-height: 1.3;
  }

  .about__who,
  .about__when {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: start;
  }

  .about__who {
    font-size: 14px;
    font-weight: 600;
  }

  .about__when {
    font-size: 12px;
    color: #c3c9d6;
  }

  .button-link {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 42px;
    block-size: 42px;
    border-radius: 50%;
    color: #f2f4f8;
  }

  .button-link:hover:not(:disabled) {
    background: rgb(255 255 255 / 14%);
  }

  .button-link:disabled {
    opacity: 0.35;
  }

  .button-link:focus-visible {
    outline-color: #fff;
  }

  .side {
    position: absolute;
    inset-block-start: calc(50% - 21px);
    z-index: 1;
    border-radius: 50%;
    background: rgb(10 12 18 / 55%);
  }

  .side--start {
    inset-inline-start: 12px;
  }

  .side--end {
    inset-inline-end: 12px;
  }

  .broken {
    --_icon-size: 28px;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 8px;
    padding-inline: 68px;
    text-align: center;
  }

  .zoom {
    display: flex;
    gap: inherit;
  }

  /* Fingers, keys and the wheel magnify, too; whose picture it is stands nowhere else. */
  @media (width < 480px) {
    .zoom {
      display: none;
    }
  }

  @media (pointer: coarse) and (width < 640px) {
    .side {
      display: none;
    }
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }
`;
