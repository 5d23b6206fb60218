import { css } from 'lit';

export const messengerStyles = css`
  :host {
    container-name: messenger;
  }

  .base {
    --_rail: calc(72em / 14);
    --_side: var(--openim-messenger-side, clamp(20em, 21cqi, calc(380em / 14)));
    --_details: var(--openim-messenger-details, clamp(calc(300em / 14), 21cqi, calc(380em / 14)));

    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    grid-template-areas: 'pane' 'rail';
    overflow: hidden;
  }

  .base--empty {
    display: block;
  }

  .side,
  .main {
    position: relative;
    grid-area: pane;
    min-block-size: 0;
    min-inline-size: 0;
    overflow: hidden;
    background: var(--_surface);
  }

  .first {
    block-size: 100%;
  }

  .base--side > .main,
  .base--main > :is(.side, .rail) {
    display: none;
  }

  .base--main > .main {
    grid-row: 1 / -1;
  }

  /* ── Sections ──────────────────────────────────────────────────────────────────────────────────────────────────── */

  .rail {
    grid-area: rail;
    display: flex;
    padding: 4px 8px;
    border-block-start: 1px solid var(--_line);
    background: var(--_surface);
  }

  .rail:focus-visible {
    outline: none;
  }

  .tab {
    --_icon-size: 22px;
    --openim-avatar-size: 24px;
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 2px;
    min-block-size: 50px;
    border-radius: 12px;
    color: var(--_meta);
    text-align: center;
  }

  @media (hover) {
    .tab:hover {
      background: var(--_hover);
    }
  }

  .tab:focus-visible {
    outline-offset: -2px;
  }

  .tab--active {
    color: var(--_accent-text);
  }

  /* Follows the name in the DOM, so that the name is read first. */
  .tab__picture {
    order: -1;
    position: relative;
    display: grid;
    place-items: center;
    min-block-size: 26px;
  }

  .tab--active openim-avatar {
    border-radius: 50%;
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }

  .tab__name {
    max-inline-size: 100%;
    font-size: calc(11em / 14);
    font-weight: 600;
    line-height: 1.2;
    text-wrap: balance;
    overflow-wrap: break-word;
  }

  .badge {
    flex: none;
    min-inline-size: calc(18em / 11);
    padding-inline: 5px;
    border-radius: 999px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: calc(11em / 14);
    font-weight: 700;
    line-height: calc(18em / 11);
    text-align: center;
  }

  .tab__picture .badge {
    position: absolute;
    inset-block-start: -5px;
    inset-inline-start: calc(50% + 4px);
    box-shadow: 0 0 0 2px var(--_surface);
  }

  /* ── Ways to other pages ───────────────────────────────────────────────────────────────────────────────────────── */

  .entries {
    padding: 0 8px 4px;
  }

  .entries .row {
    padding-inline: 12px;
  }

  .entry__picture {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    background: var(--_accent-soft);
    color: var(--_accent-text);
  }

  .row--active .entry__picture {
    background: var(--_surface);
  }

  .own {
    margin-block-start: 12px;
  }

  .back {
    margin-inline-start: -6px;
  }

  .own .entries {
    padding-inline: 0;
  }

  .own .row {
    padding-inline: 10px;
  }

  /* Lies over the end of the list, which would move whenever the connection is lost, and shows only what lasts. */
  .connection {
    position: absolute;
    inset: auto 12px 12px;
    z-index: 1;
    inline-size: fit-content;
    max-inline-size: calc(100% - 24px);
    margin-inline: auto;
    padding: 7px 14px;
    border: 1px solid var(--_line);
    border-radius: 999px;
    background: var(--_surface-raised);
    box-shadow: 0 8px 28px rgb(16 20 32 / 20%);
    animation: shade 150ms ease-out 500ms backwards;
  }

  /* Its last row can be scrolled out from below that. */
  openim-conversation-list::part(list) {
    padding-block-end: calc(24px + 2em);
    scroll-padding-block-end: calc(24px + 2em);
  }

  /* ── Details ───────────────────────────────────────────────────────────────────────────────────────────────────── */

  .shade {
    position: absolute;
    inset: 0;
    z-index: 1;
    background: rgb(13 16 24 / 36%);
    animation: shade 150ms ease-out;
  }

  .details {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    z-index: 2;
    inline-size: min(calc(380em / 14), 100%);
    overflow: hidden;
    background: var(--_surface);
    box-shadow: 0 0 40px rgb(16 20 32 / 22%);
    animation: sheet 160ms ease-out;
  }

  /* What is not visible yet takes no click. */
  @keyframes shade {
    from {
      opacity: 0;
      visibility: hidden;
    }
  }

  @keyframes sheet {
    from {
      opacity: 0;
      translate: 24px 0;
    }
  }

  /* ── What went wrong ───────────────────────────────────────────────────────────────────────────────────────────── */

  .toast {
    position: absolute;
    inset-inline: 12px;
    inset-block-end: 74px;
    z-index: 3;
    max-inline-size: 440px;
    margin-inline: auto;
    border-radius: 14px;
    box-shadow: 0 8px 28px rgb(16 20 32 / 20%);
  }

  .base--main > .toast--chat {
    display: none;
  }

  /* ── Two panes, then three ─────────────────────────────────────────────────────────────────────────────────────── */

  @container messenger (min-width: 40em) {
    .base {
      grid-template: minmax(0, 1fr) auto / minmax(220px, var(--_side)) minmax(0, 1fr);
      grid-template-areas: 'side main' 'rail main';
    }

    .side {
      grid-area: side;
    }

    .main,
    .base--main > .main {
      grid-area: main;
      grid-row: 1 / -1;
    }

    .base--side > .main,
    .base--main > .side {
      display: block;
    }

    .base--main > .rail {
      display: flex;
    }

    .side,
    .rail {
      border-inline-end: 1px solid var(--_line);
    }

    .back {
      display: none;
    }

    .toast--chat,
    .connection--chat {
      display: none;
    }
  }

  @container messenger (min-width: 60em) {
    .base {
      grid-template: minmax(0, 1fr) / var(--_rail) var(--_side) minmax(0, 1fr);
      grid-template-areas: 'rail side main';
    }

    .base--details {
      grid-template-columns: var(--_rail) var(--_side) minmax(0, 1fr) var(--_details);
      grid-template-areas: 'rail side main details';
    }

    .rail {
      flex-direction: column;
      gap: 6px;
      padding: 12px 6px;
      border-block-start: 0;
    }

    .tab {
      flex: none;
      min-block-size: 56px;
      padding-block: 6px;
    }

    .tab:last-child {
      margin-block-start: auto;
    }

    .tab--active {
      background: var(--_accent-soft);
    }

    .details {
      grid-area: details;
      position: static;
      inline-size: auto;
      border-inline-start: 1px solid var(--_line);
      box-shadow: none;
      animation: none;
    }

    .shade {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .badge {
      border: 1px solid;
    }

    .tab--active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
