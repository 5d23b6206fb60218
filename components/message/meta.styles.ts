import { css } from 'lit';

/** What stands above and below a bubble: who wrote it, when, and how far it is. */
export const metaStyles = css`
  .sender {
    margin: 4px 12px 3px;
    font-size: 12px;
    font-weight: 600;
    color: var(--_meta);
    overflow-wrap: anywhere;
  }

  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 5px;
    min-block-size: 18px;
    margin: 3px 4px 3px;
    font-size: 11.5px;
    line-height: 1.3;
    color: var(--_meta);
    user-select: none;
  }

  .meta > *,
  .delivery > span {
    unicode-bidi: plaintext;
  }

  .delivery {
    --_icon-size: 14px;
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }

  .delivery--read .icon {
    color: var(--_accent-text);
  }

  .delivery--failed,
  .small-button {
    color: var(--_danger);
  }

  .failed-actions {
    display: inline-flex;
  }

  .small-button {
    min-block-size: 24px;
    min-inline-size: 24px;
    padding-inline: 3px;
    border-radius: 6px;
    font-weight: 600;
    text-align: center;
  }

  .delivery--failed > span::after,
  .small-button:first-child::after {
    content: ' ·';
    font-weight: 400;
  }

  .small-button:hover {
    text-decoration: underline;
    text-underline-offset: 2px;
  }
`;
