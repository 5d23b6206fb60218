import { css } from 'lit';

export const forwardDialogStyles = css`
  .search-box {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    margin: 12px 16px 8px;
    padding-inline: 12px;
    border: 1px solid transparent;
    border-radius: 12px;
    background: var(--_field);
    color: var(--_meta);
  }

  .search-box:focus-within {
    border-color: var(--_accent-text);
  }

  .search {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 38px;
    padding: 0;
    border: 0;
    outline: 0;
    background: none;
    font: inherit;
    font-size: 16px;
    color: var(--_text);
  }

  .item {
    --openim-avatar-size: 38px;
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 54px;
    padding: 6px 18px;
  }

  .item:hover {
    background: var(--_hover);
  }

  .item--chosen {
    background: var(--_accent-soft);
  }

  .item:focus-visible {
    outline-offset: -2px;
  }

  .item__name {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: start;
    font-weight: 500;
  }

  .mark {
    --_icon-size: 15px;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    border: 1.5px solid light-dark(#8a92a5, #7c8497);
    border-radius: 50%;
  }

  .item--chosen .mark {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .nothing {
    margin: 32px 16px;
    text-align: center;
    color: var(--_meta);
  }

  .count {
    flex: 1;
    font-size: 13px;
    color: var(--_meta);
  }

  .button:disabled {
    background: light-dark(#eceef3, #262b38);
    color: light-dark(#6b7386, #8a92a5);
    filter: none;
  }
`;
