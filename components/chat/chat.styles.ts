import { css } from 'lit';

export const chatStyles = css`
  .header {
    --openim-avatar-size: 34px;
    gap: 12px;
    padding: 8px clamp(12px, 3cqi, 18px);
  }

  .header__words {
    flex: 1;
    min-inline-size: 0;
    position: relative;
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

  /* Comes and goes without moving the name, in room that is also kept above it: that of a line, less the header's padding. */
  .header__words--person {
    padding-block: calc(1.2em - 8px);
  }

  .header__words--person .header__status {
    position: absolute;
  }

  .header__status--typing {
    color: var(--_accent-text);
  }

  .banner {
    flex: none;
    padding: 7px 16px;
    font-size: calc(13em / 14);
    text-align: center;
    text-wrap: balance;
    unicode-bidi: plaintext;
    background: var(--_warning-surface);
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
    margin: 0;
    padding-block: 12px;
    font-size: calc(13em / 14);
    color: var(--_meta);
    unicode-bidi: plaintext;
  }

  .closed__words {
    --_icon-size: 16px;
  }

  .closed__words .icon {
    vertical-align: -3px;
  }

  .closed .button {
    margin-block-start: 10px;
  }
`;
