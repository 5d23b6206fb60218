import { css } from 'lit';

export const videoPlayerStyles = css`
  :host {
    display: block;
    border-radius: 17px;
  }

  .base {
    display: block;
    position: relative;
    overflow: hidden;
    border-radius: inherit;
    background: light-dark(#dfe3ec, #2a3040);
  }

  .room {
    display: block;
    max-inline-size: 100%;
    block-size: auto;
  }

  video,
  .play {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: inherit;
  }

  video {
    object-fit: cover;
  }

  .base--begun video {
    object-fit: contain;
    background: #000;
  }

  .play {
    display: grid;
    place-items: center;
  }

  .play:focus-visible {
    outline-offset: -3px;
  }

  .sign {
    --_icon-size: 24px;
    display: grid;
    place-items: center;
    inline-size: 52px;
    block-size: 52px;
    border-radius: 50%;
    background: rgb(10 14 24 / 62%);
    color: #fff;
    transition: scale var(--_ease);
  }

  .sign .icon {
    fill: currentcolor;
  }

  @media (hover) {
    .play:hover .sign {
      scale: 1.06;
    }
  }

  .time {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-start: 8px;
    padding: 1px 7px;
    border-radius: 999px;
    background: rgb(10 14 24 / 62%);
    font-size: calc(11.5em / 14);
    font-variant-numeric: tabular-nums;
    color: #fff;
  }

  .broken {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 6px;
    padding: 12px;
    font-size: calc(13em / 14);
    text-align: center;
  }
`;
