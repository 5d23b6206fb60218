import { css } from 'lit';

export const mergedViewerStyles = css`
  :host {
    display: contents;
  }

  .messages {
    display: flex;
    flex-direction: column;
    gap: 10px;
    min-block-size: 100%;
    padding: 4px 16px 16px;
    outline-offset: -2px;
  }
`;
