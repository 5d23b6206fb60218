import { css } from 'lit';

export const emojiPickerStyles = css`
  :host {
    display: contents;
  }

  .base {
    position: fixed;
    inset: auto;
    flex-direction: column;
    inline-size: min(352px, calc(100vw - 16px));
    block-size: min(380px, calc(100dvh - 16px));
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: 16px;
    background: var(--_surface-raised);
    color: var(--_text);
    box-shadow: 0 12px 36px rgb(16 20 32 / 18%);
  }

  .base:popover-open {
    display: flex;
    animation: open 120ms ease-out;
  }

  .base:focus {
    outline: none;
  }

  .search {
    margin: 10px 10px 6px;
  }

  .grid {
    flex: 1;
    min-block-size: 0;
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(38px, 1fr));
    align-content: start;
    padding: 2px 8px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .grid--stickers {
    grid-template-columns: repeat(auto-fill, minmax(72px, 1fr));
  }

  .emoji {
    block-size: 38px;
    border-radius: 9px;
    font:
      24px/1 'Apple Color Emoji',
      'Segoe UI Emoji',
      'Noto Color Emoji',
      var(--_font);
    text-align: center;
  }

  .grid--stickers .emoji {
    block-size: 76px;
    font-size: 46px;
  }

  @media (hover) {
    .emoji:hover {
      background: var(--_hover);
    }
  }

  .emoji:focus-visible {
    background: var(--_hover);
    outline-offset: -2px;
  }

  .rule {
    grid-column: 1 / -1;
    margin: 4px;
    border-block-start: 1px solid var(--_line);
  }

  .nothing {
    grid-column: 1 / -1;
    margin: 40px 0;
    text-align: center;
    color: var(--_meta);
  }

  .tabs {
    --_icon-size: 20px;
    display: flex;
    flex: none;
    gap: 1px;
    padding: 5px 8px;
    border-block-start: 1px solid var(--_line);
  }

  .tab {
    display: grid;
    place-items: center;
    flex: 1;
    min-inline-size: 24px;
    block-size: 34px;
    border-radius: 9px;
    font-size: 18px;
    filter: grayscale(1);
    opacity: 0.75;
  }

  .tab--active {
    background: var(--_accent-soft);
    filter: none;
    opacity: 1;
  }

  @media (hover) {
    .tab:hover {
      background: var(--_accent-soft);
      filter: none;
      opacity: 1;
    }
  }

  .tab:focus-visible {
    outline-offset: -2px;
  }

  @media (forced-colors: active) {
    .tab--active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }

  /* On a phone, it would stand a little out of the middle. */
  @media (width <= 30em) {
    .base {
      inline-size: calc(100vw - 16px);
    }
  }

  @keyframes open {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
`;
