import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { Localizer } from '../internal/localizer.js';
import type { Attachments } from './attachments.js';
import { usePart } from '../internal/use-part.js';
import { composerParts } from './composer-parts.js';

type IntakeActions = {
  /** Whether files are accepted now. */
  readonly isOpen: () => boolean;
  /** Focuses the text field. */
  readonly focus: () => void;
};

/** The last drag event that an area has handled: areas around that one leave it alone. */
let handled: DragEvent | undefined;

/** Accepts files that are chosen, pasted or dropped. The code that shows them is fetched with the first file. */
export class FileIntake implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #actions: IntakeActions;
  #attachments: Attachments | undefined;
  #area: HTMLElement | undefined;
  #isDropTarget = false;
  /** What is being dragged of the area itself. Once it is removed, its drag ends without an event. */
  #dragged: Node | undefined;
  /** Counts how often the files were cleared: files added before that must not appear in the next conversation. */
  #generation = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, actions: IntakeActions) {
    this.#host = host;
    this.#actions = actions;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.watch(undefined);
  }

  /** Accepts files that are dropped on an element, instead of the former one. */
  watch(area: HTMLElement | undefined): void {
    if (area === this.#area) return;
    for (const name of ['dragstart', 'dragend', 'dragover', 'dragleave', 'drop'] as const) {
      this.#area?.removeEventListener(name, this.#handleDrag);
      area?.addEventListener(name, this.#handleDrag);
    }
    this.#area = area;
  }

  /** Whether files are being dragged over the area. */
  get isDropTarget(): boolean {
    return this.#isDropTarget;
  }

  get isEmpty(): boolean {
    return !this.#attachments?.size;
  }

  /** Returns the attached files that can be sent. */
  files(maxFileBytes: number): File[] {
    return this.#attachments?.sendable(maxFileBytes) ?? [];
  }

  add(files: Iterable<File>): void {
    if (this.#actions.isOpen()) this.takeBack(files);
  }

  /** Attaches files that were accepted before. */
  takeBack(files: Iterable<File>): void {
    // The browser's list of files is live, and empty once the event or the input's value is gone.
    const added = [...files];
    const generation = this.#generation;
    void usePart(this.#host, composerParts.attachments, ({ Attachments: Parts }) => {
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

  readonly #handleDrag = (event: DragEvent): void => {
    const { type, dataTransfer, relatedTarget } = event;
    if (type === 'dragstart') this.#dragged = event.composedPath()[0] as Node;
    else if (type === 'dragend') this.#dragged = undefined;
    else if (type === 'dragleave') {
      // This event also comes when the pointer moves from one part of the area to another.
      if (!this.#area?.contains(relatedTarget as Node | null)) this.#setDropTarget(false);
      // A picture that is dragged from a message is a file, too.
    } else if (!this.#dragged?.isConnected && dataTransfer?.types.includes('Files')) {
      // Prevented even if files are not accepted: otherwise the browser would leave the page to open the file.
      event.preventDefault();
      const isMine = handled !== event;
      handled = event;
      const isOpen = isMine && this.#actions.isOpen();
      this.#setDropTarget(isOpen && type === 'dragover');
      if (isMine && !isOpen) dataTransfer.dropEffect = 'none';
      else if (isOpen && type === 'drop') this.add(dataTransfer.files);
    }
  };

  #setDropTarget(isDropTarget: boolean): void {
    if (this.#isDropTarget === isDropTarget) return;
    this.#isDropTarget = isDropTarget;
    this.#host.requestUpdate();
  }
}
