import { css } from 'lit';

export const connectionStatusStyles = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
  }

  .base {
    display: flex;
    align-items: center;
    gap: 7px;
    color: var(--_meta);
  }

  .label,
  .text-button {
    font-size: calc(12.5em / 14);
    unicode-bidi: plaintext;
  }

  .label {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .text-button {
    margin-block: -3px;
    margin-inline-start: -4px;
  }

  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: light-dark(#8b92a3, #7d8597);
  }

  .dot--online {
    background: var(--openim-color-online, light-dark(#1d9a6c, #3ecf98));
  }

  .dot--connecting {
    background: light-dark(#c98a12, #e7b04a);
    animation: pulse 1s ease-in-out infinite alternate;
  }

  @keyframes pulse {
    to {
      opacity: 0.3;
    }
  }

  @media (forced-colors: active) {
    .dot {
      background: CanvasText;
    }
  }
`;
