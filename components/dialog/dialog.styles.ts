import { css } from 'lit';

export const dialogStyles = css`
  :host {
    display: contents;
  }

  .base {
    inline-size: min(calc(430em / 14), calc(100vw - 24px));
    max-block-size: min(680px, calc(100dvh - 24px));
    margin: auto;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: 18px;
    background: var(--_surface-raised);
    color: var(--_text);
    box-shadow:
      0 2px 6px rgb(0 0 0 / 8%),
      0 24px 64px rgb(16 20 32 / 28%);
    overflow: hidden;
  }

  .base[open] {
    display: flex;
    flex-direction: column;
    animation: open 150ms ease-out;
  }

  .base::backdrop {
    background: rgb(13 16 24 / 42%);
  }

  .head {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    padding-block: 14px 6px;
    padding-inline: 20px 14px;
  }

  .heading {
    flex: 1;
    margin: 0;
    font-size: calc(16em / 14);
    font-weight: 600;
    line-height: 1.35;
  }

  .inside {
    /* Not 0%, which WebKit resolves to no height at all, because the dialog has no definite height. */
    flex: auto;
    min-block-size: 0;
    padding: 4px 20px 20px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  :host([tall]) .base {
    block-size: min(600px, calc(100dvh - 48px));
  }

  :host([tall]) .inside {
    padding: 0;
  }

  @media (width < 30em) {
    :host([tall]) .base {
      inline-size: 100vw;
      max-inline-size: none;
      block-size: calc(100dvh - 40px);
      max-block-size: none;
      margin-block-end: 0;
      border-width: 1px 0 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
  }

  @keyframes open {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
`;
