import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { fileSizeWords } from '../internal/file-size.js';
import { icon } from '../internal/more-icons.js';
import type { Localizer } from '../internal/localizer.js';
import { shownName } from '../internal/shown-name.js';
import { composerWords } from '../locales/composer/index.js';
import { failureWords } from '../locales/failures/index.js';
import { messageWords } from '../locales/message/index.js';

export { attachmentsStyles } from './attachments.styles.js';

type Attachment = {
  readonly file: File;
  /** Blob URL of the picture; undefined if it is none that the browser can draw, or the page's policy forbids blob URLs. */
  previewURL: string | undefined;
  /** Whether it cannot be read: browsers also list a dropped folder as a file. */
  isUnreadable?: true;
};

/** The attached files, which will be sent with the text. */
export class Attachments implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #items: readonly Attachment[] = [];

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get size(): number {
    return this.#items.length;
  }

  /** Returns the files that can be read and are small enough. */
  sendable(maxFileBytes: number): File[] {
    return this.#items.filter((item) => canSend(item, maxFileBytes)).map(({ file }) => file);
  }

  add(files: Iterable<File>): void {
    const added = [...files].map((file): Attachment => ({
      file,
      previewURL: isPicture(file) ? URL.createObjectURL(file) : undefined,
    }));
    this.#replace([...this.#items, ...added]);
    void this.#reveal();
    for (const item of added) {
      item.file
        .slice(0, 1)
        .arrayBuffer()
        .catch(() => {
          item.isUnreadable = true;
          this.add([]);
        });
    }
  }

  /** Scrolls to the first file that is refused, or else to the last one. */
  async #reveal(): Promise<void> {
    await this.#host.updateComplete;
    const list = this.#host.shadowRoot?.querySelector('.attachments');
    const item = list?.querySelector('.attachment--refused') ?? list?.lastElementChild;
    item?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
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
        const isRefused = !canSend(item, maxFileBytes);
        const state = isRefused ? 'attachment--refused' : '';
        const refusal = item.isUnreadable
          ? failureWords(localizer).unreadable
          : messageWords(localizer).fileTooLarge(fileSizeWords(maxFileBytes, localizer));
        return html`<li part="attachment ${state}" class="attachment ${state}">
          ${this.#pictureTemplate(item)}
          <span class="attachment__words">
            <span class="attachment__name" dir="auto">${shownName(file.name)}</span>
            <span class="attachment__size" role=${isRefused ? 'alert' : nothing}
              >${isRefused ? refusal : fileSizeWords(file.size, localizer)}</span
            >
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
      return html`<span class="attachment__icon">${icon(isPicture(file) ? 'image' : 'file')}</span>`;
    }
    // An icon is shown instead.
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

/** Whether it claims to be a picture. Browsers run no scripts in one that an `img` shows. */
function isPicture({ type }: File): boolean {
  return type.startsWith('image/');
}

function canSend({ file, isUnreadable }: Attachment, maxFileBytes: number): boolean {
  return !isUnreadable && file.size <= maxFileBytes;
}

function forgetPreview(item: Attachment): void {
  if (item.previewURL) URL.revokeObjectURL(item.previewURL);
  item.previewURL = undefined;
}
