import { css } from 'lit';

export const forwardDialogStyles = css`
  :host {
    display: contents;
  }

  .choices {
    padding-inline: 8px;
  }

  .search {
    position: sticky;
    inset-block-start: 4px;
    z-index: 1;
    margin: 4px 8px 8px;
  }

  .footer {
    display: flex;
    align-items: center;
    gap: 10px;
    flex: none;
    padding: 12px 16px;
    border-block-start: 1px solid var(--_line);
  }

  .item {
    --openim-avatar-size: 38px;
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 54px;
    padding: 6px 10px;
    border-radius: 12px;
  }

  .item + .item {
    margin-block-start: 2px;
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
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 600;
  }

  .mark {
    --_icon-size: 15px;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    margin-inline-start: auto;
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
    font-size: calc(13em / 14);
    color: var(--_meta);
  }

  .button:disabled {
    opacity: 0.55;
    filter: none;
  }

  @media (forced-colors: active) {
    .item--chosen .mark {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
