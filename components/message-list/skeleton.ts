import { html, type TemplateResult } from 'lit';

/** Bubbles that are still to come: side, width and height as a conversation has them. */
const bones = ['in wide', 'in', 'out', 'in tall wide', 'out wide', 'out', 'in', 'out tall'] as const;

export function skeletonTemplate(label: string): TemplateResult {
  return html`<div class="skeleton" role="status">
    <span class="visually-hidden">${label}</span>
    ${bones.map((look) => html`<span class="bone ${look}" aria-hidden="true"></span>`)}
  </div>`;
}
