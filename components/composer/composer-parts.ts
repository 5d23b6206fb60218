import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { Timeline } from '../../src/index.js';
import { Lazy } from '../internal/lazy.js';
import type { Localizer } from '../internal/localizer.js';
import { usePart } from '../internal/use-part.js';
import type { Mentions } from './mentions.js';
import type { Tool } from './tools.js';

/** The parts of a composer beyond its text field, each fetched on first use. */
export const composerParts = {
  attachments: new Lazy(() => import('./attachments.js')),
  bars: new Lazy(() => import('./bars.js')),
  mentions: new Lazy(() => import('./mentions.js')),
  tools: new Lazy(() => import('./tools.js')),
};

export type ToolBoxActions = {
  readonly localizer: () => Localizer;
  readonly field: () => HTMLTextAreaElement | null;
  readonly pickFiles: () => void;
};

/** Knows which tool of a composer is open, and manages the list of names after an @. All of these are fetched on first use. */
export class ToolBox implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #actions: ToolBoxActions;
  #tool: Tool | undefined;
  #overlay: TemplateResult | undefined;
  #mentions: Mentions | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, actions: ToolBoxActions) {
    this.#host = host;
    this.#actions = actions;
    host.addController(this);
  }

  /** The open overlay, to be rendered within the composer. */
  get overlay(): TemplateResult | undefined {
    return this.#overlay;
  }

  /** Whether the voice recorder is open, which replaces the text field. */
  get isRecording(): boolean {
    return this.#tool === 'voice' && this.#overlay !== undefined;
  }

  /** The list of names after an @; undefined until the text contains one. */
  get mentions(): Mentions | undefined {
    return this.#mentions;
  }

  hostDisconnected(): void {
    this.#tool = undefined;
    this.#overlay = undefined;
  }

  /** Opens a tool, or closes it if it is already open. */
  toggle(tool: Tool, anchor: Element, conversationID: string): void {
    if (this.#tool === tool) this.close();
    else this.#open(tool, anchor, conversationID);
  }

  close(): void {
    this.#tool = undefined;
    this.show(undefined);
  }

  /** Resets everything, so that nothing of one conversation is left when another is shown. */
  reset(): void {
    this.#mentions = undefined;
    this.close();
  }

  /** Shows an overlay above the page; undefined removes it. */
  show(overlay: TemplateResult | undefined): void {
    this.#overlay = overlay;
    this.#host.requestUpdate();
  }

  #open(tool: Tool, anchor: Element, conversationID: string): void {
    const { localizer, field, pickFiles } = this.#actions;
    this.#tool = tool;
    this.#overlay = undefined;
    const open = (next: Tool | undefined): void => {
      if (next) {
        this.#open(next, anchor, conversationID);
        return;
      }
      this.close();
      void this.#host.updateComplete.then(() => field()?.focus({ preventScroll: true }));
    };
    void this.#load(composerParts.tools, async ({ toolTemplate }) => {
      const context = {
        host: this.#host,
        conversationID,
        localizer: localizer(),
        anchor,
        open,
        pickFiles,
        field,
      };
      const overlay = await toolTemplate(tool, context);
      // While the tool was being fetched, it may have been closed, or another one opened.
      if (this.#tool === tool && this.#host.isConnected) this.show(overlay);
    });
  }

  /** Passes a part to `use` once it is fetched. If either fails, no tool is open any more. */
  async #load<Part>(part: Lazy<Part>, use: (loaded: Part) => Promise<void> | void): Promise<void> {
    if (await usePart(this.#host, part, use)) this.#tool = undefined;
  }

  // ── Mentions ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Suggests the members of a group once the text contains an @. */
  followMentions(field: HTMLTextAreaElement, timeline: Timeline | undefined, viewerID = ''): void {
    const isGroup = Boolean(timeline?.conversation.peek()?.groupID);
    if (!timeline || !isGroup || (!field.value.includes('@') && !this.#mentions)) return;
    void this.#load(composerParts.mentions, ({ Mentions: Parts }) => {
      if (this.#mentions?.timeline !== timeline) this.#mentions = new Parts(this.#host, timeline, viewerID);
      return this.#mentions.follow(field, this.#actions.localizer());
    });
  }
}
