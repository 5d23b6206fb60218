import { css } from 'lit';

export const findContactStyles = css`
  :host {
    block-size: auto;
    background: none;
  }

  .line {
    display: flex;
    gap: 8px;
  }

  .results {
    margin-block-start: 12px;
  }

  .row {
    padding-inline: 0;
  }

  .row + .field {
    margin-block-start: 10px;
  }

  .hint {
    margin-inline: 0;
  }
`;
