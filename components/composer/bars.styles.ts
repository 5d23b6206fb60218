import { css } from 'lit';

export const barsStyles = css`
  .quote-bar {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 8px 14px 0;
    padding-block: 6px;
    padding-inline: 12px 6px;
    border-inline-start: 3px solid var(--_accent);
    border-radius: 8px;
    background: var(--_field);
  }

  .quote-bar__sign {
    display: grid;
    color: var(--_accent-text);
  }

  .quote-bar__words {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    flex: 1;
    min-inline-size: 0;
    line-height: 1.35;
    font-size: calc(13em / 14);
  }

  .quote-bar__words > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    max-inline-size: 100%;
  }

  .quote-bar__who {
    font-weight: 600;
    color: var(--_accent-text);
  }

  .quote-bar__what {
    color: var(--_meta);
  }

  .selection {
    display: flex;
    align-items: center;
    min-block-size: 66px;
    padding: 10px 4px max(10px, env(safe-area-inset-bottom));
  }

  .selection__count {
    flex: 1;
    padding-inline-start: 4px;
    font-weight: 600;
  }

  .selection__action {
    display: inline-flex;
    align-items: center;
    gap: 7px;
    min-block-size: 40px;
    padding-inline: 8px;
    border-radius: 999px;
    color: var(--_accent-text);
    font-weight: 600;
    white-space: nowrap;
  }

  @media (hover) {
    .selection__action:hover:enabled {
      background: var(--_hover);
    }
  }

  .selection__action:disabled {
    color: var(--_meta);
  }

  .selection__action--danger:enabled {
    color: var(--_danger);
  }

  @container (inline-size < 35em) {
    .selection__action > span {
      display: none;
    }
  }
`;
