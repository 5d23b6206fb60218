import { css } from 'lit';

/** Makes a select look like the fields around it: WebKitGTK draws its toolkit's own button, whatever the colours. */
export const selectStyles = css`
  select.input {
    padding-inline-end: 32px;
    appearance: none;
    background: conic-gradient(from -45deg at bottom, currentcolor 25%, #0000 0) right 14px center / 10px 5px
      no-repeat var(--_field);
  }

  select.input:dir(rtl) {
    background-position-x: 14px;
  }
`;
