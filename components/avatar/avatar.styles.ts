import { css } from 'lit';

/** The colours keep 4.5:1 with the white initials on them. */
export const avatarStyles = css`
  :host {
    --_size: var(--openim-avatar-size, 44px);
    display: inline-block;
    flex: none;
    inline-size: var(--_size);
    block-size: var(--_size);
  }

  .base {
    display: grid;
    place-items: center;
    inline-size: 100%;
    block-size: 100%;
    overflow: hidden;
    border-radius: var(--openim-avatar-radius, 50%);
    color: #fff;
    -webkit-user-select: none;
  }

  :host([group]) .base {
    border-radius: var(--openim-avatar-group-radius, 32%);
  }

  .image {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    background: var(--_field);
  }

  /* Sized by a property, not by a container unit, which WebKit resolves to 0 in a row that content-visibility has skipped. */
  .initials {
    --_icon-size: calc(var(--_size) * 0.55);
    display: grid;
    place-items: center;
    font-size: calc(var(--_size) * 0.36);
    font-weight: 600;
    line-height: 1;
    letter-spacing: 0.01em;
    white-space: nowrap;
  }

  .color-0 {
    background: #c74d38;
  }

  .color-1 {
    background: #17836b;
  }

  .color-2 {
    background: #6f5fe2;
  }

  .color-3 {
    background: #b55e06;
  }

  .color-4 {
    background: #2275c4;
  }

  .color-5 {
    background: #b6498e;
  }

  .color-6 {
    background: #56728f;
  }

  .color-7 {
    background: #448335;
  }

  .color-8 {
    background: #c44860;
  }

  .color-9 {
    background: #0b7f8f;
  }

  @media (forced-colors: active) {
    .base {
      border: 1px solid;
    }
  }
`;
