import { css } from 'lit';

export const menuStyles = css`
  :host {
    display: contents;
  }

  .base {
    position: fixed;
    inset: auto;
    margin: 0;
    /* However near to the edge it is placed. */
    inline-size: max-content;
    min-inline-size: 168px;
    max-inline-size: min(calc(300em / 14), calc(100vw - 16px));
    max-block-size: calc(100dvh - 16px);
    padding: 6px;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: 14px;
    background: var(--_surface-raised);
    color: var(--_text);
    font-family: var(--_font);
    box-shadow:
      0 2px 6px rgb(0 0 0 / 8%),
      0 12px 36px rgb(16 20 32 / 18%);
  }

  .base:popover-open {
    animation: open 120ms ease-out;
  }

  .base:focus {
    outline: none;
  }

  .item {
    --_icon-size: 18px;
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 36px;
    padding-block: 6px;
    padding-inline: 10px 12px;
    border-radius: 9px;
  }

  .item .icon {
    color: var(--_meta);
  }

  /* On a touch screen, the item that has the focus first would look chosen, and so would that beneath a finger. */
  @media (hover) {
    .item:hover,
    .item:focus {
      background: var(--_hover);
    }
  }

  .item:focus-visible {
    outline-offset: -2px;
  }

  .item--danger,
  .item--danger .icon {
    color: var(--_danger);
  }

  .note {
    margin: 0;
    padding: 3px 12px;
    font-size: calc(12em / 14);
    color: var(--_meta);
    unicode-bidi: plaintext;
    /* Text in the opposite direction, such as a name, is aligned with the actions. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }

  .item + .note {
    margin-block-start: 5px;
    padding-block-start: 8px;
    border-block-start: 1px solid var(--_line);
  }

  .question {
    margin: 4px 10px 8px;
    font-size: calc(13em / 14);
    color: var(--_meta);
    text-wrap: pretty;
  }

  @media (pointer: coarse) {
    .item {
      min-block-size: 44px;
    }
  }

  @keyframes open {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
`;
