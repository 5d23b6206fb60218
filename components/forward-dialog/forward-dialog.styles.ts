import { css } from 'lit';

export const forwardDialogStyles = css`
  :host {
    display: contents;
  }

  openim-people-picker {
    --_rows: none;
    block-size: 100%;
    padding: 4px 12px;
  }

  .footer {
    display: flex;
    align-items: center;
    gap: 10px;
    flex: none;
    padding: 12px 16px;
    border-block-start: 1px solid var(--_line);
  }

  .count {
    flex: 1;
    font-size: calc(13em / 14);
    color: var(--_meta);
  }
`;
