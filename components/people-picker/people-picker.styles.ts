import { css } from 'lit';

export const peoplePickerStyles = css`
  :host {
    block-size: auto;
    background: none;
  }

  .list {
    /* Six and a half rows: the row that is cut off shows that there are more. */
    max-block-size: var(--_rows, 325px);
    margin-block-start: 8px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .row {
    --openim-avatar-size: 36px;
    min-block-size: 50px;
    padding-inline: 8px;
    cursor: pointer;
  }

  .row + .row {
    margin-block-start: 2px;
  }

  .row:has(:checked) {
    background: var(--_accent-soft);
  }

  .check {
    order: 1;
  }
`;
