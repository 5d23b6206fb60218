import type { ReactiveControllerHost, TemplateResult } from 'lit';
import type { Localizer } from '../internal/localizer.js';
import type { Attachments } from './attachments.js';
import { composerParts, type ToolBox } from './composer-parts.js';

type IntakeActions = {
  readonly tools: ToolBox;
  /** Whether files are taken now. */
  readonly isOpen: () => boolean;
  /** Whether the field is there, beside which they are listed. */
  readonly isShown: () => boolean;
  /** Goes on with the text. */
  readonly focus: () => void;
};

/** How files come to a composer: chosen, pasted or dropped. What shows them is fetched with the first. */
export class FileIntake {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #actions: IntakeActions;
  #attachments: Attachments | undefined;
  #isDropTarget = false;
  /** What was being written to when files were added: others do not get them. */
  #generation = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, actions: IntakeActions) {
    this.#host = host;
    this.#actions = actions;
    host.addEventListener('dragover', this.#handleDragOver);
    host.addEventListener('dragleave', this.#handleDragLeave);
    host.addEventListener('drop', this.#handleDrop);
  }

  /** Whether files are being dragged over it. */
  get isDropTarget(): boolean {
    return this.#isDropTarget;
  }

  get isEmpty(): boolean {
    return !this.#attachments || this.#attachments.files.length === 0;
  }

  /** Those that stand by and are small enough to be sent. */
  files(maxFileBytes: number): File[] {
    return this.#attachments?.files.filter(({ size }) => size <= maxFileBytes) ?? [];
  }

  add(files: Iterable<File>): void {
    if (!this.#actions.isOpen()) return;
    // Their list is the browser's own, and empty as soon as this returns.
    const added = [...files];
    const generation = this.#generation;
    void this.#actions.tools.load(composerParts.attachments, ({ Attachments: Parts }) => {
      if (generation !== this.#generation) return;
      this.#attachments ??= new Parts(this.#host);
      this.#attachments.add(added);
    });
  }

  remove(files: readonly File[]): void {
    this.#attachments?.filter((file) => !files.includes(file));
  }

  clear(): void {
    this.#generation += 1;
    this.#attachments?.filter(() => false);
  }

  template(localizer: Localizer, maxFileBytes: number): TemplateResult | undefined {
    return this.#attachments?.template(localizer, maxFileBytes);
  }

  readonly handlePicked = (event: Event): void => {
    const picker = event.currentTarget;
    if (!(picker instanceof HTMLInputElement)) return;
    this.add(picker.files ?? []);
    // The same file may be chosen again.
    picker.value = '';
    this.#actions.focus();
  };

  readonly handlePaste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    // Programs that copy text add a picture of it: then the text is what is meant.
    if (!clipboardData?.files.length || clipboardData.types.includes('text/plain') || !this.#actions.isOpen())
      return;
    event.preventDefault();
    this.add(clipboardData.files);
  };

  readonly #handleDragOver = (event: DragEvent): void => {
    const { dataTransfer } = event;
    if (!dataTransfer?.types.includes('Files')) return;
    // Also where none are taken: the browser would leave the page for the file.
    event.preventDefault();
    const isOpen = this.#actions.isOpen() && this.#actions.isShown();
    if (!isOpen) dataTransfer.dropEffect = 'none';
    this.#setDropTarget(isOpen);
  };

  readonly #handleDragLeave = ({ relatedTarget }: DragEvent): void => {
    // From one of its parts to another is not out of it.
    if (!this.#host.contains(relatedTarget as Node | null)) this.#setDropTarget(false);
  };

  readonly #handleDrop = (event: DragEvent): void => {
    this.#setDropTarget(false);
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    if (this.#actions.isShown()) this.add(event.dataTransfer.files);
  };

  #setDropTarget(isDropTarget: boolean): void {
    if (this.#isDropTarget === isDropTarget) return;
    this.#isDropTarget = isDropTarget;
    this.#host.requestUpdate();
  }
}
