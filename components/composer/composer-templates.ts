/** What stands around a composer's text field. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../internal/icons.js';
import type { Localizer } from '../internal/localizer.js';
import { directionOf } from '../locales/index.js';

/** From which share of the limit on the characters left are counted. */
const COUNTER_SHARE = 0.9;

export type ButtonContext = {
  readonly localizer: Localizer;
  readonly isOff: boolean;
  /** The pressed one says by `data-tool` which it is. */
  readonly onClick: (event: Event) => void;
};

/** A button inside the field, where it is of use. */
export function toolTemplate(
  tool: 'voice' | 'emoji',
  { localizer: { text }, isOff, onClick }: ButtonContext,
): TemplateResult | typeof nothing {
  if (tool === 'voice' && !canRecord()) return nothing;
  const label = tool === 'voice' ? text.recordVoice : text.emoji;
  return html`<button
    part="${tool}-button"
    class="tool icon-button"
    type="button"
    aria-label=${label}
    title=${label}
    data-tool=${tool}
    ?disabled=${isOff}
    @click=${onClick}
  >
    ${icon(tool === 'voice' ? 'mic' : 'smile')}
  </button>`;
}

/** Whether the browser records sound: only on secure pages, and not as a WebKitGTK that has no encoders. */
function canRecord(): boolean {
  const { MediaRecorder: recorder } = globalThis as { MediaRecorder?: typeof MediaRecorder };
  const takes = (type: string): boolean | undefined => recorder?.isTypeSupported(type);
  return ['audio/webm', 'audio/mp4'].some(takes) && 'mediaDevices' in navigator;
}

/** Whether a name runs against the words around it: in too little room it would lose its beginning, not its end. */
export function isOpposed(name: string, { language }: Localizer): boolean {
  return /[\u0590-\u08ff]/.test(name) !== (directionOf(language) === 'rtl');
}

/** The paperclip, and the field for files that it opens. */
export function attachTemplate(
  { localizer: { text }, isOff, onClick }: ButtonContext,
  onPicked: (event: Event) => void,
): TemplateResult {
  return html`<input type="file" multiple hidden tabindex="-1" aria-hidden="true" @change=${onPicked} />
    <button
      part="attach"
      class="attach icon-button"
      type="button"
      aria-label=${text.attachFiles}
      title=${text.attachFiles}
      aria-haspopup="menu"
      data-tool="attach"
      ?disabled=${isOff}
      @click=${onClick}
    >
      ${icon('attach')}
    </button>`;
}

/** Whether it is time to count what is left. */
export function isNearLimit(value: string, maxLength: number): boolean {
  return outgoingText(value).length >= maxLength * COUNTER_SHARE;
}

/** How many characters are left, near the limit and beyond it. */
export function counterTemplate(
  value: string,
  maxLength: number,
  { text }: Localizer,
): TemplateResult | typeof nothing {
  if (!isNearLimit(value, maxLength)) return nothing;
  const excess = outgoingText(value).length - maxLength;
  return html`<span
    id="counter"
    part="counter ${excess > 0 ? 'counter--over' : ''}"
    class="counter ${excess > 0 ? 'counter--over' : ''}"
    role="status"
    >${excess > 0 ? text.tooLong(excess) : text.charactersLeft(-excess)}</span
  >`;
}

/** The text as it is sent: without empty lines before it and white space behind it. */
export function outgoingText(value: string): string {
  return value.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}
