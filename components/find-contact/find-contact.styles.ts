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
`;
