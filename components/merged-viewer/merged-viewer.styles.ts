import { css } from 'lit';

export const mergedViewerStyles = css`
  :host {
    display: contents;
  }

  .messages {
    display: flex;
    flex-direction: column;
    gap: 10px;
    block-size: 100%;
    padding: 4px 16px 16px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    outline-offset: -2px;
    /* Bubbles are designed for this background. */
    background: var(--_surface);
  }
`;
