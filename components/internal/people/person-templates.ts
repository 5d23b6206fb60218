/** How a person or a group is shown: in a row, or at the top of a page. */
import { html, nothing, type TemplateResult } from 'lit';
import { avatarTemplate, type Pictured } from '../avatar-template.js';

/** Renders the picture and the name in a row, with `hints` below the name. */
export function personTemplate(who: Pictured, name: string, hints: unknown = nothing): TemplateResult {
  return html`${avatarTemplate(who, name)}
    <span class="row__words"><span class="row__name" dir="auto">${name}</span>${hints}</span>`;
}

/** Renders the picture and the name at the top of a page, with `facts` below. */
export function heroTemplate(who: Pictured, name: string, facts: unknown = nothing): TemplateResult {
  return html`<div class="hero">
    ${avatarTemplate(who, name)}
    <h3 part="name" class="hero__name" dir="auto">${name}</h3>
    ${facts}
  </div>`;
}
