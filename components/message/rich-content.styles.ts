import { css } from 'lit';
import { progressStyles } from './progress.styles.js';
import { tileStyles } from './tile.styles.js';

/** Styles of everything but texts; loaded with the code that renders it. */
export const richContentStyles = css`
  ${progressStyles}
  ${tileStyles}

  .image {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: inherit;
    object-fit: cover;
    background: light-dark(#e4e7ee, #2a3040);
  }

  a.image-box {
    cursor: zoom-in;
  }

  :is(.image-box, .image-failed):focus-visible {
    outline-offset: -3px;
  }

  .image-pending {
    display: block;
    padding: 8px 13px;
    border-radius: inherit;
    background: var(--_bubble);
  }

  .image-failed {
    --_icon-size: 22px;
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    inline-size: 100%;
    block-size: 100%;
    padding: 6px;
    border-radius: inherit;
    background: var(--_bubble);
    font-size: calc(13em / var(--_message));
    text-align: center;
    color: var(--_bubble-meta);
    container-type: size;
  }

  /* The words remain for screen readers. */
  @container (max-width: 7em) or (max-height: 7em) {
    .image-failed > span {
      position: absolute;
      inset: 0;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  .sound {
    display: block;
    inline-size: 220px;
    max-inline-size: 100%;
    block-size: 44px;
  }

  .video {
    display: block;
    max-inline-size: 100%;
    border-radius: inherit;
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
    inline-size: calc(38em / 10.5);
    block-size: 38px;
    border-radius: 10px;
    background: light-dark(
      color-mix(in srgb, var(--_accent) 16%, var(--_surface)),
      color-mix(in srgb, var(--_accent) 18%, var(--_surface))
    );
    font-size: calc(10.5em / var(--_message));
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

  .file__download {
    --_icon-size: 17px;
    color: var(--_bubble-meta);
  }

  .file__name {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
  }

  .kind__label,
  .file__name {
    inline-size: fit-content;
    max-inline-size: 100%;
    unicode-bidi: plaintext;
  }

  .place {
    display: block;
    position: relative;
    inline-size: 240px;
    max-inline-size: 100%;
    min-block-size: 142px;
    color: inherit;
    text-decoration: none;
  }

  /* The drawing extends to the bubble's edges. */
  .map {
    display: block;
    inline-size: calc(100% + 26px);
    max-inline-size: none;
    block-size: 104px;
    margin: -8px -13px 8px;
    background: light-dark(#e9ece6, #2b3330);
  }

  .map__water {
    fill: light-dark(#c4dcf2, #24384e);
  }

  .map__park {
    fill: light-dark(#cfe3c5, #2c4132);
  }

  .map__street {
    fill: none;
    stroke: light-dark(#fff, #434c4a);
    stroke-width: 5;
  }

  .map__pin {
    --_icon-size: 34px;
    position: absolute;
    inset-block-start: 12px;
    inset-inline: 0;
    display: grid;
    place-items: center;
    color: var(--_danger);
  }

  .map__pin .icon {
    fill: var(--_surface);
    filter: drop-shadow(0 2px 2px rgb(0 0 0 / 30%));
  }

  .place__words {
    display: flex;
    flex-direction: column;
    line-height: 1.35;
  }

  .card {
    display: block;
    inline-size: 220px;
    max-inline-size: 100%;
  }

  .card__who {
    --openim-avatar-size: 40px;
    display: flex;
    align-items: center;
    gap: 11px;
    padding-block: 2px;
  }

  .card__who .kind__label {
    font-weight: 600;
  }

  .card__action {
    inline-size: calc(100% + 26px);
    min-block-size: 34px;
    margin: 8px -13px -8px;
    border-block-start: 1px solid var(--_bubble-line);
    font-size: calc(13em / var(--_message));
    font-weight: 600;
    text-align: center;
    color: var(--_accent-text);
  }

  @media (hover) {
    a.file:hover .file__name,
    a.place:hover .kind__label,
    .card__action:hover,
    .merged:hover .merged__count {
      text-decoration: underline;
      text-underline-offset: 2px;
    }
  }

  .card__action:focus-visible {
    outline-offset: -3px;
  }

  .merged {
    display: flex;
    flex-direction: column;
    gap: 2px;
    inline-size: 100%;
    min-inline-size: min(220px, 100%);
    border-radius: 6px;
  }

  .merged > span:not(.merged__count) {
    inline-size: fit-content;
    max-inline-size: 100%;
    unicode-bidi: plaintext;
  }

  .merged__title {
    font-weight: 600;
  }

  .merged__line {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: calc(13em / var(--_message));
    line-height: 1.46;
    color: var(--_bubble-meta);
  }

  .merged__count {
    align-self: stretch;
    inline-size: auto;
    margin-block-start: 4px;
    padding-block-start: 5px;
    border-block-start: 1px solid var(--_bubble-line);
  }

  .sticker {
    display: block;
    inline-size: 120px;
    block-size: 120px;
    object-fit: contain;
  }

  .sticker--emoji {
    inline-size: auto;
    block-size: 84px;
    font-size: 64px;
    line-height: 84px;
  }

  @media (forced-colors: active) {
    .map__pin .icon {
      fill: canvas;
    }
  }
`;
