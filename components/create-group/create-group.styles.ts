import { css } from 'lit';

export const createGroupStyles = css`
  :host {
    block-size: auto;
    background: none;
  }

  .failure {
    margin-block-end: 12px;
    border-radius: 11px;
  }
`;
