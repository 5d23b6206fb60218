import { css } from 'lit';

export const visitorCardStyles = css`
  .tags {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 6px;
  }

  .visitor-fact {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    padding-block: 9px;
  }

  dt {
    flex: none;
    color: var(--_meta);
  }

  dd {
    flex: 1 1 60%;
    min-inline-size: 0;
    margin: 0;
    text-align: end;
    overflow-wrap: anywhere;
  }

  .link {
    color: var(--_accent-text);
  }

  .list > li + li {
    margin-block-start: 6px;
  }

  .answer {
    display: flex;
    flex-direction: column;
    gap: 2px;
    inline-size: 100%;
    padding: 9px 12px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    overflow-wrap: anywhere;
  }

  @media (hover) {
    .answer:hover {
      background: var(--_hover);
    }
  }

  .answer__choices {
    font-size: calc(12.5em / 14);
    color: var(--_meta);
  }
`;
