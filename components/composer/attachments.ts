import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { fileSizeWords } from '../internal/file-size.js';
import { icon } from '../internal/more-icons.js';
import type { Localizer } from '../internal/localizer.js';
import { shownName } from '../internal/shown-name.js';
import { composerWords } from '../locales/composer/index.js';
import { messageWords } from '../locales/message/index.js';

export { attachmentsStyles } from './attachments.styles.js';

/** Image types that browsers render without running any script in them. */
const DRAWN_TYPES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
]);

type Attachment = {
  readonly file: File;
  /** Blob URL of the picture; undefined if the file is no picture, or if the page's policy forbids blob URLs. */
  previewURL: string | undefined;
};

/** The attached files, which will be sent with the text. */
export class Attachments implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #items: readonly Attachment[] = [];

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get files(): File[] {
    return this.#items.map(({ file }) => file);
  }

  add(files: Iterable<File>): void {
    const added = [...files].map((file) => ({
      file,
      previewURL: DRAWN_TYPES.has(file.type) ? URL.createObjectURL(file) : undefined,
    }));
    this.#replace([...this.#items, ...added]);
  }

  /** Keeps only the files for which `isKept` returns true. */
  filter(isKept: (file: File) => boolean): void {
    for (const item of this.#items) if (!isKept(item.file)) forgetPreview(item);
    this.#replace(this.#items.filter(({ file }) => isKept(file)));
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      // An element that is moved in the document is disconnected and at once connected again.
      if (!this.#host.isConnected) this.filter(() => false);
    });
  }

  /** Renders the strip of files above the text field. */
  template(localizer: Localizer, maxFileBytes: number): TemplateResult {
    const { text } = localizer;
    return html`<ul part="attachments" class="attachments" aria-label=${text.attachments}>
      ${this.#items.map((item) => {
        const { file } = item;
        const isTooLarge = file.size > maxFileBytes;
        const size = isTooLarge
          ? messageWords(localizer).fileTooLarge(fileSizeWords(maxFileBytes, localizer))
          : fileSizeWords(file.size, localizer);
        const state = isTooLarge ? 'attachment--refused' : '';
        return html`<li part="attachment ${state}" class="attachment ${state}">
          ${this.#pictureTemplate(item)}
          <span class="attachment__words">
            <span class="attachment__name" dir="auto">${shownName(file.name)}</span>
            <span class="attachment__size" role=${isTooLarge ? 'alert' : nothing}>${size}</span>
          </span>
          <button
            part="attachment__remove"
            class="attachment__remove icon-button"
            type="button"
            aria-label=${composerWords(localizer).removeFile(shownName(file.name))}
            @click=${() => this.filter((kept) => kept !== file)}
          >
            ${icon('close')}
          </button>
        </li>`;
      })}
    </ul>`;
  }

  #pictureTemplate(item: Attachment): TemplateResult {
    const { file, previewURL } = item;
    if (!previewURL) {
      return html`<span class="attachment__icon">${icon(DRAWN_TYPES.has(file.type) ? 'image' : 'file')}</span>`;
    }
    // If the page's policy forbids blob URLs, an icon is shown instead.
    const handleError = () => {
      forgetPreview(item);
      this.#host.requestUpdate();
    };
    return html`<img
      part="attachment__image"
      class="attachment__image"
      src=${previewURL}
      alt=""
      @error=${handleError}
    />`;
  }

  #replace(items: readonly Attachment[]): void {
    if (items.length === 0 && this.#items.length === 0) return;
    this.#items = items;
    this.#host.requestUpdate();
  }
}

function forgetPreview(item: Attachment): void {
  if (item.previewURL) URL.revokeObjectURL(item.previewURL);
  item.previewURL = undefined;
}
