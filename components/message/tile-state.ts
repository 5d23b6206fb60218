import { html, nothing, type TemplateResult } from 'lit';
import type { TimelineMessage } from '../../src/index.js';
import type { Localizer } from '../internal/localizer.js';
import { icon } from '../internal/more-icons.js';
import { ringTemplate } from './progress.js';

/** Renders the delivery state of one picture in an album, on the picture. */
export function tileStateTemplate(
  delivery: TimelineMessage['delivery'],
  { text }: Localizer,
  onCancel: () => void,
): TemplateResult | typeof nothing {
  if (delivery.kind !== 'queued' && delivery.kind !== 'sending') return nothing;
  const progress = delivery.kind === 'sending' ? delivery.progress : undefined;
  if (progress === undefined)
    return html`<span class="tile-state"
      >${icon('clock')}<span class="visually-hidden">${text[delivery.kind]}</span></span
    >`;
  return html`<button
    part="cancel"
    class="tile-state"
    type="button"
    aria-label="${text.uploading(progress)}. ${text.cancel}"
    title=${text.cancel}
    @click=${onCancel}
  >
    ${ringTemplate(progress)}${icon('close')}
  </button>`;
}
