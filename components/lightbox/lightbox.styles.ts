import { css } from 'lit';

export const lightboxStyles = css`
  :host {
    display: contents;
  }

  .base {
    /* The room that the toolbar leaves. */
    --_room: 60px 12px 24px;
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
    grid-template: 100% / 100%;
    place-items: center;
    padding: var(--_room);
    touch-action: none;
    /* A double click beside the picture would select it, and a drag would then move the selection. */
    -webkit-user-select: none;
    cursor: zoom-in;
  }

  .stage--film {
    cursor: auto;
  }

  .stage--zoomed {
    cursor: grab;
  }

  .stage--held {
    cursor: grabbing;
  }

  .picture {
    max-inline-size: 100%;
    max-block-size: 100%;
    object-fit: contain;
    -webkit-user-drag: none;
    grid-area: 1 / 1;
    /* The centre of the window, from which gestures are measured. */
    transform-origin: 50% calc(50% - 18px);
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
    /* Keeps the contrast of the text above a magnified white picture. */
    background: linear-gradient(rgb(10 12 18 / 80%), rgb(10 12 18 / 72%) 80%, transparent);
  }

  .about {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    flex: 1;
    min-inline-size: 0;
    padding-inline: 6px;
    line-height: 1.2;
  }

  .about__who {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 600;
  }

  .about__when {
    display: flex;
    flex-wrap: wrap;
    column-gap: 12px;
    font-size: calc(12em / 14);
  }

  .icon-button {
    inline-size: 42px;
    block-size: 42px;
    color: inherit;
  }

  @media (hover) {
    .icon-button:hover {
      background: rgb(255 255 255 / 14%);
      color: inherit;
    }
  }

  .icon-button[aria-disabled] {
    opacity: 0.35;
    background: none;
    cursor: default;
  }

  .icon-button:focus-visible {
    outline-color: #fff;
    outline-offset: -2px;
  }

  .side {
    position: absolute;
    inset: var(--_room);
    z-index: 1;
    block-size: fit-content;
    inline-size: fit-content;
    margin: auto;
    border-radius: 50%;
    background: rgb(10 12 18 / 55%);
  }

  .side--start {
    margin-inline-start: 0;
  }

  .side--end {
    margin-inline-end: 0;
  }

  .broken {
    --_icon-size: 28px;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 8px;
    padding-inline: 56px;
    text-align: center;
    text-wrap: balance;
  }

  .broken__again {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  .zoom {
    display: flex;
    gap: inherit;
  }

  /* Fingers, keys and the wheel zoom too, but the sender's name is shown nowhere else. */
  @media (width < 30em) {
    .zoom {
      display: none;
    }
  }

  @media (pointer: coarse) and (width < 40em) {
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
