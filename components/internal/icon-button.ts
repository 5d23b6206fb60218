import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from './more-icons.js';

/**
 * Renders a button with an icon. One that leads no further is not disabled but aria-disabled, so that it keeps the focus and
 * receives the keys.
 */
export function iconButton(name: IconName, label: string, act: () => void, isOff = false): TemplateResult {
  return html`<button
    part="button"
    class="icon-button"
    type="button"
    aria-label=${label}
    title=${label}
    aria-disabled=${isOff ? 'true' : nothing}
    @click=${act}
  >
    ${icon(name)}
  </button>`;
}
