import { css } from 'lit';

/** Styles of the round button that sends a message or a recording. */
export const sendButtonStyles = css`
  .send {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 42px;
    block-size: 42px;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
    transition:
      background-color var(--_ease),
      color var(--_ease),
      scale var(--_ease);
  }

  .send:active:enabled {
    scale: 0.94;
  }

  .send:disabled {
    background: light-dark(#eceef3, #262b38);
    color: light-dark(#7c8497, #8a92a5);
  }

  @media (forced-colors: active) {
    .send {
      border: 1px solid;
    }
  }
`;
