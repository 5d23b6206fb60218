import { html, type TemplateResult } from 'lit';

/** Placeholders of bubbles: side, width and height, as in a typical conversation. */
const bones = ['in wide', 'in', 'out', 'in tall wide', 'out wide', 'out', 'in', 'out tall'] as const;

export function skeletonTemplate(label: string): TemplateResult {
  return html`<div class="skeleton" role="status">
    <span class="visually-hidden">${label}</span>
    ${bones.map((look) => html`<span class="bone ${look}" aria-hidden="true"></span>`)}
  </div>`;
}
