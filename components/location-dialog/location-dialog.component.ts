import { html, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ComposedContent } from '../internal/events.js';
import { icon } from '../internal/more-icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { composerWords } from '../locales/composer/index.js';
import { locationDialogStyles } from './location-dialog.styles.js';

const LOCATING_TIMEOUT_MS = 15_000;

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
  static override styles = [sharedStyles, locationDialogStyles];

  @query('form') private form!: HTMLFormElement | null;

  @state() private progress: 'idle' | 'locating' | 'failed' = 'idle';

  /** Called once with the location; undefined if it was closed without one. */
  @property({ attribute: false }) onDone:
    ((place: Extract<ComposedContent, { kind: 'location' }> | undefined) => void) | undefined;

  #isDone = false;

  #done(place: Extract<ComposedContent, { kind: 'location' }> | undefined): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.onDone?.(place);
  }

  #field(name: string): HTMLInputElement | undefined {
    const field = this.form?.elements.namedItem(name);
    return field instanceof HTMLInputElement ? field : undefined;
  }

  private readonly handleClose = (): void => this.#done(undefined);

  private readonly handleLocate = (): void => {
    this.progress = 'locating';
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        this.progress = 'idle';
        this.#set('latitude', latitude);
        this.#set('longitude', longitude);
      },
      () => {
        this.progress = 'failed';
      },
      { enableHighAccuracy: true, timeout: LOCATING_TIMEOUT_MS },
    );
  };

  #set(name: string, degrees: number): void {
    const field = this.#field(name);
    if (field) field.value = degrees.toFixed(6);
  }

  private readonly handleSubmit = (event: Event): void => {
    event.preventDefault();
    const value = (name: string) => this.#field(name)?.value.trim() ?? '';
    this.#done({
      kind: 'location',
      description: value('description'),
      latitude: Number(value('latitude')),
      longitude: Number(value('longitude')),
    });
  };

  protected override render(): TemplateResult {
    const words = composerWords(this.localizer);
    return html`<openim-dialog part="base" heading=${words.shareLocation} .onClose=${this.handleClose}>
      <form @submit=${this.handleSubmit}>
        <div class="fields">
          <button
            part="locate"
            class="locate text-button wide"
            type="button"
            data-focus
            @click=${this.handleLocate}
          >
            ${icon('place')} ${this.progress === 'locating' ? words.locating : words.useMyLocation}
          </button>
          ${
            this.progress === 'failed'
              ? html`<p class="problem wide" role="alert">${words.locationRefused}</p>`
              : ''
          }
          <label class="wide"
            >${words.locationName}<input name="description" maxlength="200" autocomplete="off"
          /></label>
          <label
            >${words.latitude}<input
              name="latitude"
              type="number"
              step="any"
              min="-90"
              max="90"
              required
              dir="ltr"
          /></label>
          <label
            >${words.longitude}<input
              name="longitude"
              type="number"
              step="any"
              min="-180"
              max="180"
              required
              dir="ltr"
          /></label>
        </div>
        <button part="submit" class="button" type="submit">${this.localizer.text.send}</button>
      </form>
    </openim-dialog>`;
  }
}
