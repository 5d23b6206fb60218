import { css } from 'lit';

export const contactListStyles = css`
  .lists {
    position: relative;
    display: flex;
    flex: 1;
    min-block-size: 0;
  }

  .contacts {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding: 0 8px 8px;
    scrollbar-width: thin;
  }

  .contacts:focus-visible {
    outline-offset: -2px;
  }

  .heading {
    block-size: calc(30em / 12);
    padding: 8px 12px 0;
    font-size: calc(12em / 14);
    font-weight: 600;
    line-height: calc(22em / 12);
    color: var(--_meta);
  }

  .row {
    block-size: calc(56em / 14);
    padding-inline: 12px;
    cursor: pointer;
    -webkit-user-select: none;
    -webkit-tap-highlight-color: transparent;
  }

  .letters {
    display: flex;
    flex-direction: column;
    justify-content: center;
    flex: none;
    inline-size: calc(24em / 14);
    padding-block: 4px;
    overflow: hidden;
    -webkit-user-select: none;
  }

  .letter {
    flex: 0 1 calc(18em / 10.5);
    min-block-size: 8px;
    font-size: calc(10.5em / 14);
    font-weight: 600;
    line-height: 1.4;
    text-align: center;
    color: var(--_accent-text);
    cursor: pointer;
  }
`;
