import { css } from 'lit';

/** Styles of a picture in an album: it fills the room it is given, and its controls lie on it. */
export const tileStyles = css`
  :host([position='tile']) :is(.base, .body, .line) {
    display: contents;
  }

  :host([position='tile']) :is(.bubble, .image-box, .room, .image-pending) {
    position: absolute;
    inset: 0;
    border-radius: 0;
  }

  :host([position='tile']) .image-room {
    display: none;
  }

  :host([position='tile']) .image-pending {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 2px;
    padding: 6px;
    font-size: calc(11.5em / var(--_message));
    text-align: center;
  }

  :host([position='tile']) .menu-button {
    z-index: 1;
    inset-block: 5px auto;
    inset-inline: auto 5px;
    inline-size: 26px;
    block-size: 26px;
    background: rgb(10 12 18 / 60%);
    color: #fff;
  }

  .tile-state {
    --_icon-size: 16px;
    position: absolute;
    z-index: 1;
    inset: 0;
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    margin: auto;
    border-radius: 50%;
    background: rgb(10 12 18 / 60%);
    color: #fff;
  }

  .tile-state > * {
    grid-area: 1 / 1;
  }

  .tile-state .progress {
    inline-size: 36px;
    block-size: 36px;
    stroke: #fff;
    stroke-width: 2px;
  }

  .tile-state .progress__track {
    stroke: rgb(255 255 255 / 30%);
  }

  :host([position='tile']) .select-mark {
    position: absolute;
    z-index: 1;
    inset-block-start: 6px;
    inset-inline-end: 6px;
    margin: 0;
    border-color: #fff;
    background: rgb(10 12 18 / 40%);
  }

  :host([position='tile']) .select-mark--on {
    background: var(--_accent);
  }

  :host([position='tile']:focus-visible) {
    outline: none;
  }

  /* On top of the picture, which would hide an outline. */
  :host(.target[position='tile'])::after,
  :host([position='tile']:focus-visible)::after,
  :host([position='tile']) .base--selected::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 3px solid var(--_accent);
    pointer-events: none;
  }

  :host([position='tile']:focus-visible)::after {
    border-color: var(--_accent-text);
    box-shadow: inset 0 0 0 2px var(--_surface);
  }
`;
