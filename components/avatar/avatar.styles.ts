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
    user-select: none;
    container-type: size;
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

  .initials {
    --_icon-size: 55cqi;
    display: grid;
    place-items: center;
    font-size: 36cqi;
    font-weight: 600;
    line-height: 1;
    letter-spacing: 0.01em;
    white-space: nowrap;
  }

  .color-0 {
    background: #c2513b;
  }

  .color-1 {
    background: #2f7f6d;
  }

  .color-2 {
    background: #6a5be0;
  }

  .color-3 {
    background: #96690f;
  }

  .color-4 {
    background: #2676b8;
  }

  .color-5 {
    background: #a94783;
  }

  .color-6 {
    background: #50708f;
  }

  .color-7 {
    background: #4f7d2c;
  }

  .color-8 {
    background: #b04a5c;
  }

  .color-9 {
    background: #137d8b;
  }

  @media (forced-colors: active) {
    .base {
      border: 1px solid;
    }
  }
`;
