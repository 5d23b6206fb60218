/** Shows how much of a message's file is uploaded. Fetched with the code that renders files. */
import { html, type TemplateResult } from 'lit';
import type { Localizer } from '../internal/localizer.js';

/** Renders a ring that fills up. Its length is an attribute, since pages with a strict policy forbid inline styles. */
export function ringTemplate(percent: number): TemplateResult {
  return html`<svg class="progress" viewBox="0 0 24 24" aria-hidden="true">
    <circle class="progress__track" cx="12" cy="12" r="9" />
    <circle class="progress__ring" cx="12" cy="12" r="9" pathLength="100" stroke-dasharray="${percent} 100" />
  </svg>`;
}

export function progressTemplate(percent: number, { text }: Localizer, onDiscard: () => void): TemplateResult {
  return html`<span
      part="progress delivery delivery--sending"
      class="delivery delivery--sending"
      role="progressbar"
      aria-label=${text.uploading(percent)}
      aria-valuenow=${percent}
    >
      ${ringTemplate(percent)}
      <span>${text.uploading(percent)}</span>
    </span>
    <button part="cancel" class="text-button" type="button" @click=${onDiscard}>${text.cancel}</button>`;
}
