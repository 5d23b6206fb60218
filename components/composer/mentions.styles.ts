import { css } from 'lit';

export const mentionsStyles = css`
  .mentions {
    position: absolute;
    inset-block-end: 100%;
    inset-inline: 14px;
    z-index: 2;
    max-inline-size: calc(340em / 14);
    max-block-size: 236px;
    margin: 0 0 4px;
    padding: 6px;
    overflow-y: auto;
    list-style: none;
    border: 1px solid var(--_line);
    border-radius: 14px;
    background: var(--_surface-raised);
    box-shadow: 0 12px 36px rgb(16 20 32 / 18%);
    scrollbar-width: thin;
  }

  .mention {
    --openim-avatar-size: 28px;
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 40px;
    padding: 4px 10px;
    border-radius: 9px;
    cursor: pointer;
  }

  @media (hover) {
    .mention:hover {
      background: var(--_hover);
    }
  }

  .mention--active {
    background: var(--_hover);
    /* An outline, because forced colours remove shadows. */
    outline: 1px solid var(--_line);
    outline-offset: -1px;
  }

  .mention__name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
