import { css } from 'lit';

export const groupDetailsStyles = css`
  .content {
    display: flex;
    flex-direction: column;
    overflow: hidden;
  }

  .content > * {
    flex: 1;
    min-block-size: 0;
  }

  .scroller {
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .scroller:focus-visible {
    outline: none;
  }

  .member-search {
    margin: 4px 10px 8px;
  }

  .member {
    display: flex;
    align-items: center;
    gap: 4px;
  }

  .member .row {
    flex: 1;
    min-inline-size: 0;
  }

  .dangers {
    margin-block-start: 18px;
    padding-block-start: 8px;
    border-block-start: 1px solid var(--_line);
  }
`;
