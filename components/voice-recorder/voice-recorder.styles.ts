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
  }

  .base:focus {
    outline: none;
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
    font-size: 13px;
    color: var(--_danger);
  }

  .send {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 42px;
    block-size: 42px;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .send:disabled {
    background: light-dark(#eceef3, #262b38);
    color: light-dark(#7c8497, #8a92a5);
  }

  .discard {
    color: var(--_danger);
  }

  @media (forced-colors: active) {
    .light {
      background: CanvasText;
    }

    .send {
      border: 1px solid;
    }
  }
`;
