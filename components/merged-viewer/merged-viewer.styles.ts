import { css } from 'lit';

export const mergedViewerStyles = css`
  :host {
    display: contents;
  }

  .messages {
    display: flex;
    flex-direction: column;
    gap: 10px;
    padding: 4px 16px 16px;
  }
`;
