import { css } from 'lit';

export const chatStyles = css`
  .header {
    --openim-avatar-size: 34px;
    display: flex;
    align-items: center;
    gap: 12px;
    flex: none;
    min-block-size: var(--openim-header-height, 60px);
    padding: 8px clamp(12px, 3cqi, 18px);
    border-block-end: 1px solid var(--_line);
  }

  .header__words {
    flex: 1;
    min-inline-size: 0;
  }

  .header__name,
  .header__status {
    inline-size: fit-content;
    max-inline-size: 100%;
  }

  .header__name {
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: calc(14.5em / 14);
    font-weight: 600;
    line-height: 1.35;
  }

  .header__status {
    display: block;
    font-size: calc(12.5em / 14);
    line-height: 1.35;
    color: var(--_meta);
    unicode-bidi: plaintext;
  }

  .header__status--typing {
    color: var(--_accent-text);
  }

  .banner {
    --_icon-size: 16px;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    flex: none;
    padding: 7px 16px;
    font-size: calc(13em / 14);
    text-align: center;
    text-wrap: balance;
    unicode-bidi: plaintext;
    background: var(--_warning-surface);
  }

  .banner--failure {
    justify-content: flex-start;
    padding-inline-end: 8px;
    text-align: start;
    background: light-dark(#fdeaed, #3b252b);
    color: light-dark(#8f1a30, #ffb3be);
  }

  .banner__words {
    flex: 1;
    unicode-bidi: plaintext;
    overflow-wrap: anywhere;
  }

  .banner__close {
    inline-size: 28px;
    block-size: 28px;
    color: inherit;
  }

  /* In a narrow chat, only the banner says that the user is offline. */
  @container (max-width: 26.25em) {
    .header:has(~ .banner--offline) ::part(dot),
    .header:has(~ .banner--offline) ::part(label) {
      display: none;
    }
  }

  .messages {
    flex: 1;
    block-size: auto;
  }

  .closed {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 2px;
    flex: none;
    padding: 16px 20px 18px;
    border-block-start: 1px solid var(--_line);
    text-align: center;
    text-wrap: balance;
  }

  .closed--line {
    flex-flow: row wrap;
    justify-content: center;
    gap: 2px 12px;
    padding-block: 12px;
    font-size: calc(13em / 14);
    color: var(--_meta);
  }

  .closed__words {
    --_icon-size: 16px;
  }

  .closed__words .icon {
    vertical-align: -3px;
  }

  .closed__title,
  .closed__hint,
  .closed--line {
    margin: 0;
    unicode-bidi: plaintext;
  }

  .closed__title {
    font-weight: 600;
  }

  .closed__hint {
    font-size: calc(13em / 14);
    color: var(--_meta);
  }

  .closed .button {
    margin-block-start: 10px;
  }
`;
