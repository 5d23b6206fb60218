import { html, type TemplateResult } from 'lit';

/** How many bubbles the placeholder has; the styles give them sides and sizes as in a typical conversation. */
const BONES = 8;

export function skeletonTemplate(label: string): TemplateResult {
  return html`<div class="skeleton" role="status">
    ${Array.from({ length: BONES }, () => html`<span class="bone"></span>`)}
    <span class="visually-hidden">${label}</span>
  </div>`;
}
