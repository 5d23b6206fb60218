import { css } from 'lit';

export const sharedFilesStyles = css`
  .tabs {
    display: flex;
    gap: 4px;
    flex: none;
    padding-inline: clamp(8px, 3cqi, 14px);
    border-block-end: 1px solid var(--_line);
  }

  .tab {
    min-block-size: 42px;
    padding-inline: 10px;
    border-block-end: 2px solid transparent;
    font-weight: 600;
    color: var(--_meta);
  }

  .tab[aria-selected='true'] {
    border-color: var(--_accent);
    color: var(--_accent-text);
  }

  .tab:focus-visible {
    outline-offset: -3px;
    border-radius: 8px;
  }

  .panel {
    min-block-size: 100%;
    padding: 4px clamp(6px, 2cqi, 14px) 20px;
  }

  .panel:has(> .notice, > .waiting) {
    block-size: 100%;
  }

  .section {
    margin-block-start: 12px;
  }

  /* Headings are aligned with the pictures, or with the text of the rows. */
  .section:has(+ .grid) {
    padding-inline: 0;
  }

  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(84px, 1fr));
    gap: 3px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .tile {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 100%;
    aspect-ratio: 1;
    overflow: hidden;
    border-radius: 6px;
    background: var(--_field);
    color: var(--_meta);
  }

  .tile__image {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    transition: filter var(--_ease);
  }

  .tile:focus-visible {
    outline: none;
  }

  /* On top of the picture, which would hide an outline. */
  .tile:focus-visible::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 3px solid var(--_accent-text);
    border-radius: inherit;
    box-shadow: inset 0 0 0 2px var(--_surface);
  }

  .tile__time {
    --_icon-size: 11px;
    position: absolute;
    inset-block-end: 4px;
    inset-inline-start: 4px;
    display: flex;
    align-items: center;
    gap: 2px;
    padding-inline: 5px;
    border-radius: 999px;
    background: rgb(10 14 24 / 68%);
    font-size: calc(11em / 14);
    font-variant-numeric: tabular-nums;
    color: #fff;
  }

  .tile__time .icon {
    fill: currentcolor;
  }

  .entry {
    display: flex;
    align-items: center;
    gap: 2px;
  }

  /* A name that runs in the opposite direction is cut off at its end, not at its beginning. */
  .entry__hint {
    display: flex;
    white-space: pre;
  }

  .entry__who {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .entry__link {
    flex: 1;
    min-inline-size: 0;
    color: inherit;
    text-decoration: none;
  }

  @media (hover) {
    /* No more specific than the tab that is selected, which keeps its color. */
    .tab:where(:hover) {
      color: var(--_text);
    }

    .tile:hover .tile__image {
      filter: brightness(0.92);
    }

    .entry__link:hover {
      background: var(--_hover);
    }
  }

  .entry__link:focus-visible {
    outline-offset: -2px;
  }

  .badge {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: calc(40em / 11);
    block-size: 40px;
    border-radius: 10px;
    background: var(--_accent-soft);
    font-size: calc(11em / 14);
    font-weight: 700;
    color: var(--_accent-text);
  }

  @media (forced-colors: active) {
    .tile,
    .badge {
      border: 1px solid;
    }

    /* Forced colours give every border a colour, even a transparent one. */
    .tab {
      border-color: Canvas;
    }

    .tab[aria-selected='true'] {
      border-color: Highlight;
    }
  }
`;
