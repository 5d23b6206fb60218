import { css } from 'lit';

export const attachmentsStyles = css`
  .attachments {
    display: flex;
    gap: 8px;
    margin: 0;
    padding: 8px 10px 2px;
    list-style: none;
    overflow-x: auto;
    scrollbar-width: thin;
  }

  .attachment {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    max-inline-size: min(20em, 88%);
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    background: var(--_surface);
    font-size: calc(12em / 14);
  }

  .attachment__image,
  .attachment__icon {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 38px;
    block-size: 38px;
    border-radius: 8px;
    object-fit: cover;
    background: var(--_field);
    color: var(--_accent-text);
  }

  .attachment__words {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    line-height: 1.35;
  }

  .attachment__name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .attachment__size {
    color: var(--_meta);
  }

  .attachment--refused {
    border-color: var(--_danger);
  }

  .attachment--refused .attachment__size {
    font-weight: 600;
    color: var(--_danger);
  }

  .attachment__remove {
    --_icon-size: 14px;
    flex: none;
    inline-size: 28px;
    block-size: 28px;
  }
`;
