import { css } from 'lit';

export const typingIndicatorStyles = css`
  :host {
    display: inline-block;
  }

  .base {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    padding: 8px 13px;
    border-radius: var(--openim-bubble-radius, 17px);
    border-end-start-radius: 6px;
    background: var(--openim-bubble-incoming, light-dark(#f1f2f6, #232838));
    animation: arrive var(--_ease);
  }

  .dots {
    display: inline-flex;
    gap: 4px;
  }

  i {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: var(--openim-typing-color, light-dark(#565e70, #aab1c3));
    animation: dot 1.2s ease-in-out infinite;
  }

  i:nth-child(2) {
    animation-delay: 150ms;
  }

  i:nth-child(3) {
    animation-delay: 300ms;
  }

  .label {
    unicode-bidi: plaintext;
    font-size: calc(12em / 14);
    color: light-dark(#565e70, #aab1c3);
  }

  @keyframes arrive {
    from {
      opacity: 0;
      translate: 0 4px;
    }
  }

  @keyframes dot {
    0%,
    60%,
    100% {
      opacity: 0.35;
    }

    30% {
      opacity: 1;
    }
  }

  @media (forced-colors: active) {
    .base {
      border: 1px solid;
    }

    i {
      background: CanvasText;
    }
  }
`;
