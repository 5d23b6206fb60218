import { css } from 'lit';

export const audioPlayerStyles = css`
  :host {
    display: block;
    min-block-size: 44px;
  }

  .base {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 44px;
  }

  .play {
    --_icon-size: 18px;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 38px;
    block-size: 38px;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
    transition: filter var(--_ease);
  }

  .play .icon {
    fill: currentcolor;
  }

  @media (hover) {
    .play:hover:enabled {
      filter: brightness(0.94);
    }
  }

  .play:disabled {
    opacity: 0.5;
  }

  .play--broken {
    background: none;
    color: var(--_danger);
  }

  .play--broken .icon {
    fill: none;
  }

  .base--broken > * {
    font-size: calc(13em / 14);
  }

  .base--broken .text-button {
    flex: none;
  }

  .track {
    position: relative;
    flex: 1;
    min-inline-size: 40px;
    max-inline-size: 240px;
    block-size: 30px;
  }

  .waveform {
    position: absolute;
    inset-block: 3px;
    inset-inline: 0;
    inline-size: 100%;
    block-size: 24px;
  }

  .waveform:dir(rtl) {
    transform: scaleX(-1);
  }

  .bar {
    fill: light-dark(rgb(60 70 100 / 34%), rgb(210 218 240 / 38%));
  }

  .bar--played {
    fill: var(--_accent-text);
  }

  .seek {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
    touch-action: pan-y;
  }

  .seek:focus-visible {
    opacity: 1;
    appearance: none;
    background: none;
    outline-offset: 1px;
    border-radius: 4px;
  }

  .seek:focus-visible::-webkit-slider-thumb {
    appearance: none;
    inline-size: 3px;
    block-size: 26px;
    border-radius: 2px;
    background: var(--_accent-text);
  }

  .time {
    flex: none;
    min-inline-size: 4ch;
    font-size: calc(12em / 14);
    font-variant-numeric: tabular-nums;
    color: light-dark(#565e70, #aab1c3);
  }

  .speed {
    flex: none;
    min-inline-size: 34px;
    min-block-size: 24px;
    padding-inline: 4px;
    border-radius: 999px;
    background: light-dark(rgb(60 70 100 / 10%), rgb(210 218 240 / 14%));
    font-size: calc(11.5em / 14);
    font-weight: 600;
    text-align: center;
  }

  audio {
    display: none;
  }

  @media (forced-colors: active) {
    .bar {
      fill: graytext;
    }

    .bar--played {
      fill: highlight;
    }

    .play {
      border: 1px solid;
    }
  }
`;
