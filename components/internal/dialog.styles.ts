import { css } from 'lit';

/** Of a box over the page: a sheet in narrow windows, a card in wide ones. */
export const dialogStyles = css`
  :host {
    display: contents;
  }

  .dialog {
    flex-direction: column;
    inline-size: min(440px, calc(100vw - 24px));
    max-inline-size: none;
    block-size: min(600px, calc(100dvh - 48px));
    max-block-size: none;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: 18px;
    background: var(--_surface-raised);
    color: var(--_text);
    overflow: hidden;
    box-shadow: 0 24px 80px rgb(10 14 24 / 30%);
  }

  .dialog[open] {
    display: flex;
    animation: rise 150ms ease-out;
  }

  .dialog::backdrop {
    background: rgb(10 14 24 / 45%);
  }

  .dialog:focus {
    outline: none;
  }

  .dialog__header {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    min-block-size: 56px;
    padding: 8px 10px 8px 18px;
    padding-inline: 18px 10px;
    border-block-end: 1px solid var(--_line);
  }

  .dialog__title {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 15px;
    font-weight: 600;
  }

  .dialog__body {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    scrollbar-width: thin;
    overscroll-behavior: contain;
  }

  .dialog__footer {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 10px;
    flex: none;
    padding: 12px 16px;
    border-block-start: 1px solid var(--_line);
  }

  @media (width < 480px) {
    .dialog {
      inline-size: 100vw;
      block-size: calc(100dvh - 40px);
      margin-block-end: 0;
      border-width: 1px 0 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
  }

  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 12px;
    }
  }
`;
