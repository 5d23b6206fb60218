import { css } from 'lit';

export const conversationListStyles = css`
  :host {
    --_height: var(--openim-conversation-height, 64px);
    --_active: var(--openim-conversation-active, var(--_accent-soft));
  }

  .list,
  .skeleton {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding: 0 8px 8px;
    scrollbar-width: thin;
  }

  /* A scroll container would be a Tab stop. */
  .skeleton {
    overflow: hidden;
    pointer-events: none;
  }

  /* That of what is found; its room is kept while the search is fetched. */
  .heading {
    block-size: calc(34em / 12);
    font-size: calc(12em / 14);
  }

  .item {
    position: relative;
    display: flex;
    align-items: center;
    gap: 12px;
    block-size: max(var(--_height), 3.1em);
    margin-block-end: 2px;
    padding-inline: 12px;
    border-radius: 12px;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    -webkit-touch-callout: none;
    -webkit-user-select: none;
  }

  .item--menu {
    background: var(--_hover);
  }

  @media (hover) {
    .item:hover {
      background: var(--_hover);
    }

    .item:hover .item__more {
      opacity: 1;
    }
  }

  .item--active.item {
    background: var(--_active);
  }

  .item:focus-visible {
    outline-offset: -2px;
  }

  .item--active :is(.item__preview, .item__time, .item__sign) {
    color: light-dark(#565e70, #aab1c3);
  }

  .item__words {
    display: flex;
    flex-direction: column;
    gap: 3px;
    flex: 1;
    min-inline-size: 0;
  }

  .item__line {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 20px;
    min-inline-size: 0;
  }

  .item__name,
  .item__preview {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .item__name {
    font-weight: 600;
  }

  .item__time {
    flex: none;
    margin-inline-start: auto;
    padding-inline-start: 4px;
    font-size: calc(12em / 14);
    color: var(--_meta);
    unicode-bidi: plaintext;
  }

  /* The text may run in the opposite direction to the page, so only the box around it knows where the row begins. */
  .item__preview-box {
    display: flex;
    align-items: center;
    flex: 1;
    min-inline-size: 0;
    font-size: calc(13em / 14);
  }

  .item__preview {
    min-inline-size: 0;
    color: var(--_meta);
  }

  /* Each translation contains the space after the label, except in scripts whose full-width colon already includes it. */
  .item__draft {
    flex: none;
    white-space: pre;
  }

  .item__sign {
    --_icon-size: 14px;
    stroke-width: 1.5px;
    color: var(--_meta);
  }

  .item__tick {
    --_icon-size: 15px;
    margin-inline-end: 4px;
    color: var(--_meta);
  }

  .item__tick--read,
  .item__preview--typing,
  .item--active .item__preview--typing {
    color: var(--_accent-text);
  }

  .item__draft,
  .item__tick--failed {
    color: var(--_danger);
  }

  .item__badge {
    unicode-bidi: plaintext;
    flex: none;
    min-inline-size: calc(20em / 11.5);
    padding-inline: 6px;
    border-radius: 999px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: calc(11.5em / 14);
    font-weight: 700;
    line-height: calc(19em / 11.5);
    text-align: center;
  }

  .item__badge--muted {
    background: var(--_meta);
    color: var(--_surface);
  }

  .item__more {
    --_icon-size: 18px;
    position: absolute;
    inset-block-end: 8px;
    inset-inline-end: 8px;
    display: grid;
    place-items: center;
    inline-size: 30px;
    block-size: 24px;
    border-radius: 8px;
    background: light-dark(#fff, #3a4256);
    color: light-dark(#666e80, #c3c9d8);
    box-shadow: 0 1px 4px rgb(16 20 32 / 18%);
    opacity: 0;
  }

  .bone--avatar {
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
  }

  .skeleton .item__words {
    gap: 9px;
  }

  .item__words .bone {
    inline-size: 46%;
    block-size: 12px;
  }

  .item__words .bone + .bone {
    inline-size: 78%;
    block-size: 10px;
  }

  @media (forced-colors: active) {
    .item--active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    .item__badge {
      border: 1px solid;
    }
  }
`;
