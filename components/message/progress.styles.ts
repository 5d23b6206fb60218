import { css } from 'lit';

/** Styles of a message whose file is being uploaded. */
export const progressStyles = css`
  .progress {
    inline-size: 14px;
    block-size: 14px;
    rotate: -90deg;
    fill: none;
    stroke: var(--_accent-text);
    stroke-width: 3px;
  }

  .progress__track {
    stroke: var(--_line);
  }
`;
