import { css } from 'lit';

/** Styles of an element that fills the box that a page gives it, however small, with its parts one below the other. */
export const paneStyles = css`
  :host {
    display: block;
    block-size: 100%;
    /* Also removes the minimum size that a grid or flex container would give it. */
    overflow: hidden;
    background: var(--_surface);
    container-type: inline-size;
    /* The page's styles for its headings or cells are not meant for messages. */
    font-style: normal;
    font-weight: 400;
    letter-spacing: normal;
    text-transform: none;
    white-space: normal;
  }

  .base {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
`;
