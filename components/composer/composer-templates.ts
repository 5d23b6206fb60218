/** Templates for what surrounds a composer's text field. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../internal/icons.js';
import type { Localizer } from '../internal/localizer.js';
import { shownName } from '../internal/shown-name.js';
import { directionOf } from '../locales/index.js';

/** The share of the limit that is left when the remaining characters begin to be counted. */
const COUNTER_SHARE = 0.1;

export type ButtonContext = {
  readonly localizer: Localizer;
  readonly isOff: boolean;
  /** Called with the click; `data-tool` of the clicked button names the tool. */
  readonly onClick: (event: Event) => void;
};

/** Renders a button inside the field; nothing if the browser does not support the tool. */
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

/** Whether the browser can record sound: only on secure pages, and not in a WebKitGTK without encoders. */
function canRecord(): boolean {
  const { MediaRecorder: recorder } = globalThis as { MediaRecorder?: typeof MediaRecorder };
  const takes = (type: string): boolean | undefined => recorder?.isTypeSupported(type);
  return ['audio/webm', 'audio/mp4'].some(takes) && 'mediaDevices' in navigator;
}

/** Whether a name runs in the opposite direction to the surrounding text, so that cutting it off would hide its beginning. */
export function isOpposed(name: string, { language }: Localizer): boolean {
  return /[\u0590-\u08ff]/.test(name) !== (directionOf(language) === 'rtl');
}

/** Renders the attachment button, and the file input that it opens. */
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

/** Renders how many characters are left, near the limit and beyond it. */
export function counterTemplate(
  excess: number,
  maxLength: number,
  { text }: Localizer,
): TemplateResult | typeof nothing {
  // A text without a limit has no counter.
  if (!(excess > -maxLength * COUNTER_SHARE)) return nothing;
  const look = `counter ${excess > 0 ? 'counter--over' : ''}`;
  return html`<span id="counter" part=${look} class=${look} role="status"
    >${excess > 0 ? text.tooLong(excess) : text.charactersLeft(-excess)}</span
  >`;
}

/** Returns the text as it is sent: without empty lines at its start and white space at its end; `''` if nothing of it is visible. */
export function outgoingText(value: string): string {
  return shownName(value) && value.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}
