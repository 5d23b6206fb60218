import type { ReactiveControllerHost, TemplateResult } from 'lit';
import type { Localizer } from '../internal/localizer.js';
import type { Attachments } from './attachments.js';
import { composerParts, type ToolBox } from './composer-parts.js';

type IntakeActions = {
  readonly tools: ToolBox;
  /** Whether files are accepted now. */
  readonly isOpen: () => boolean;
  /** Whether the text field is shown, next to which the files are listed. */
  readonly isShown: () => boolean;
  /** Focuses the text field. */
  readonly focus: () => void;
};

/** Accepts files that are chosen, pasted or dropped. The code that shows them is fetched with the first file. */
export class FileIntake {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #actions: IntakeActions;
  #attachments: Attachments | undefined;
  #isDropTarget = false;
  /** Counts how often the files were cleared: files added before that must not appear in the next conversation. */
  #generation = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, actions: IntakeActions) {
    this.#host = host;
    this.#actions = actions;
    host.addEventListener('dragover', this.#handleDragOver);
    host.addEventListener('dragleave', this.#handleDragLeave);
    host.addEventListener('drop', this.#handleDrop);
  }

  /** Whether files are being dragged over the composer. */
  get isDropTarget(): boolean {
    return this.#isDropTarget;
  }

  get isEmpty(): boolean {
    return !this.#attachments || this.#attachments.files.length === 0;
  }

  /** Returns the attached files that are small enough to be sent. */
  files(maxFileBytes: number): File[] {
    return this.#attachments?.files.filter(({ size }) => size <= maxFileBytes) ?? [];
  }

  add(files: Iterable<File>): void {
    if (!this.#actions.isOpen()) return;
    // The browser's list of files is live, and empty once the event or the input's value is gone.
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
    // Clearing the input lets the user choose the same file again.
    picker.value = '';
    this.#actions.focus();
  };

  readonly handlePaste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    // Programs that copy text often add a picture of it; the user means the text then.
    if (!clipboardData?.files.length || clipboardData.types.includes('text/plain') || !this.#actions.isOpen())
      return;
    event.preventDefault();
    this.add(clipboardData.files);
  };

  readonly #handleDragOver = (event: DragEvent): void => {
    const { dataTransfer } = event;
    if (!dataTransfer?.types.includes('Files')) return;
    // Prevented even if files are not accepted: otherwise the browser would leave the page to open the file.
    event.preventDefault();
    const isOpen = this.#actions.isOpen() && this.#actions.isShown();
    if (!isOpen) dataTransfer.dropEffect = 'none';
    this.#setDropTarget(isOpen);
  };

  readonly #handleDragLeave = ({ relatedTarget }: DragEvent): void => {
    // `dragleave` also fires when the pointer moves from one part of the composer to another.
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
