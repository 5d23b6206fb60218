import { css, html, nothing, type TemplateResult } from 'lit';
import type { Localizer } from '../internal/localizer.js';
import { icon } from '../internal/more-icons.js';
import { messageWords } from '../locales/message/index.js';

/** Styles of messages that can be selected. */
export const selectionStyles = css`
  .base--selectable {
    border-radius: 10px;
    cursor: pointer;
  }

  .base--selectable .line {
    pointer-events: none;
  }

  .base--selectable .menu-button {
    display: none;
  }

  .base--selected {
    background: color-mix(in srgb, var(--_accent) 7%, transparent);
  }

  .base--outgoing.base--selectable .body {
    margin-inline-start: auto;
  }

  .select-mark {
    --_icon-size: 15px;
    display: grid;
    place-items: center;
    flex: none;
    align-self: center;
    inline-size: 24px;
    block-size: 24px;
    margin-inline: 2px;
    border: 1.5px solid light-dark(#8a92a5, #7c8497);
    border-radius: 50%;
  }

  .select-mark--on {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }
`;

/** Renders the mark that shows whether a message is selected. */
export function selectMarkTemplate(isSelected: boolean, localizer: Localizer): TemplateResult {
  return html`<span
    part="select-mark"
    class="select-mark ${isSelected ? 'select-mark--on' : ''}"
    role="checkbox"
    aria-checked=${isSelected ? 'true' : 'false'}
    aria-label=${messageWords(localizer).select}
    tabindex="-1"
    >${isSelected ? icon('check') : nothing}</span
  >`;
}
