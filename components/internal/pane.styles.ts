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

  .header {
    display: flex;
    align-items: center;
    flex: none;
    min-block-size: var(--openim-header-height, 60px);
    border-block-end: 1px solid var(--_line);
  }

  /* What has failed, with a button that dismisses it. */
  .failure {
    --_icon-size: 16px;
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    padding-block: 6px;
    padding-inline: 16px 8px;
    background: light-dark(#fdeaed, #3b252b);
    color: light-dark(#8f1a30, #ffb3be);
    font-size: calc(13em / 14);
  }

  .failure__words {
    flex: 1;
    unicode-bidi: plaintext;
    overflow-wrap: anywhere;
  }

  .failure > .icon-button {
    inline-size: 28px;
    block-size: 28px;
    color: inherit;
  }
`;
