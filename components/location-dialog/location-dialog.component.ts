import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ComposedContent } from '../internal/events.js';
import { icon } from '../internal/more-icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { formText } from '../internal/people/form-text.js';
import { formStyles } from '../internal/people/form.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { composerWords } from '../locales/composer/index.js';
import { locationDialogStyles } from './location-dialog.styles.js';

const LOCATING_TIMEOUT_MS = 15_000;

type Place = Extract<ComposedContent, { kind: 'location' }>;

/**
 * A modal form for a location, open while it is in the page: the device's position, with the user's permission, or
 * coordinates and a name. Escape closes it. Part of the composer; not yet meant for direct use.
 *
 * @tagname openim-location-dialog
 * @summary Asks for a location.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-dialog
 *
 * @csspart base - The box.
 * @csspart locate - The button that requests the device's position.
 * @csspart submit - The Send button.
 */
export class OpenIMLocationDialog extends OpenIMElement {
  static override styles = [sharedStyles, formStyles, locationDialogStyles];

  @state() private progress: 'idle' | 'locating' | 'failed' = 'idle';

  /** Called with the location; undefined if it was closed without one. */
  @property({ attribute: false }) onDone: ((place: Place | undefined) => void) | undefined;

  readonly #handleClose = (): void => this.onDone?.(undefined);

  readonly #handleLocate = (): void => {
    const { geolocation } = navigator as Partial<Navigator>;
    this.progress = geolocation ? 'locating' : 'failed';
    geolocation?.getCurrentPosition(
      ({ coords }) => {
        this.progress = 'idle';
        for (const name of ['latitude', 'longitude'] as const) {
          const field = this.renderRoot.querySelector<HTMLInputElement>(`[name=${name}]`);
          if (field) field.value = coords[name].toFixed(6);
        }
      },
      () => {
        this.progress = 'failed';
      },
      { enableHighAccuracy: true, timeout: LOCATING_TIMEOUT_MS },
    );
  };

  readonly #handleSubmit = (event: Event): void => {
    event.preventDefault();
    this.onDone?.({
      kind: 'location',
      description: formText(event, 'description'),
      latitude: Number(formText(event, 'latitude')),
      longitude: Number(formText(event, 'longitude')),
    });
  };

  protected override render(): TemplateResult {
    const words = composerWords(this.localizer);
    return html`<openim-dialog part="base" heading=${words.shareLocation} .onClose=${this.#handleClose}>
      <form @submit=${this.#handleSubmit}>
        <button part="locate" class="locate text-button" type="button" data-focus @click=${this.#handleLocate}>
          ${icon('place')} ${this.progress === 'locating' ? words.locating : words.useMyLocation}
        </button>
        ${this.progress === 'failed' ? html`<p class="problem" role="alert">${words.locationRefused}</p>` : nothing}
        <label class="field"
          >${words.locationName}<input class="input" name="description" maxlength="200" autocomplete="off"
        /></label>
        <div class="coordinates">
          ${coordinateTemplate('latitude', words.latitude, 90)}
          ${coordinateTemplate('longitude', words.longitude, 180)}
        </div>
        <div class="buttons">
          <button part="submit" class="button" type="submit">${this.localizer.text.send}</button>
        </div>
      </form>
    </openim-dialog>`;
  }
}

/** Renders the field for a number of degrees, from `-max` to `max`. */
function coordinateTemplate(name: string, label: string, max: number): TemplateResult {
  return html`<label class="field"
    >${label}<input class="input" name=${name} type="number" step="any" min=${-max} max=${max} required dir="ltr"
  /></label>`;
}
