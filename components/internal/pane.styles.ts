import { css } from 'lit';

/** An element that fills the box a page gives it, however small, with its own parts one below the other. */
export const paneStyles = css`
  :host {
    display: block;
    block-size: 100%;
    /* Also takes away the least size that a grid or flex box would give it. */
    overflow: hidden;
    background: var(--_surface);
    container-type: inline-size;
    /* What a page does to its headings or cells is not meant for messages. */
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
