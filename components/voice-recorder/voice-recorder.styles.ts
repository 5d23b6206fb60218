import { css } from 'lit';

export const voiceRecorderStyles = css`
  :host {
    display: block;
    flex: 1;
    min-inline-size: 0;
  }

  .base {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 42px;
    border-radius: 21px;
  }

  .light {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    background: var(--_danger);
    animation: bone 0.8s ease-in-out infinite alternate;
  }

  .time {
    flex: none;
    min-inline-size: 4ch;
    font-variant-numeric: tabular-nums;
  }

  .loudness {
    flex: 1;
    min-inline-size: 0;
    max-inline-size: 280px;
    block-size: 28px;
    margin-inline-end: auto;
  }

  .loudness rect {
    fill: var(--_accent-text);
  }

  .problem {
    flex: 1;
    font-size: calc(13em / 14);
    color: var(--_danger);
  }

  .discard {
    color: var(--_danger);
  }

  @media (forced-colors: active) {
    .light {
      background: CanvasText;
    }
  }
`;
