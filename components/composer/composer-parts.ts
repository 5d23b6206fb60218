import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { Timeline } from '../../src/index.js';
import type { Mention } from '../internal/events.js';
import { Lazy } from '../internal/lazy.js';
import type { Localizer } from '../internal/localizer.js';
import { usePart } from '../internal/use-part.js';
import type { Mentions } from './mentions.js';
import type { Tool } from './tools.js';

/** What a composer needs beyond a text field. */
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

/** Which tool of a composer is open, and the list of names behind an @. All of it is fetched on first use. */
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

  /** What is open, to be rendered within the composer. */
  get overlay(): TemplateResult | undefined {
    return this.#overlay;
  }

  /** Whether what is open stands in place of the field. */
  get isRecording(): boolean {
    return this.#tool === 'voice' && this.#overlay !== undefined;
  }

  get mentions(): Mentions | undefined {
    return this.#mentions;
  }

  hostDisconnected(): void {
    this.#tool = undefined;
    this.#overlay = undefined;
  }

  /** Opens a tool, or closes it when it is the one that is open. */
  toggle(tool: Tool, anchor: Element, conversationID: string): void {
    if (this.#tool === tool) this.close();
    else this.#open(tool, anchor, conversationID);
  }

  close(): void {
    this.#tool = undefined;
    this.show(undefined);
  }

  /** Nothing of one conversation is left for another. */
  reset(): void {
    this.#mentions = undefined;
    this.close();
  }

  /** Shows something over the page; undefined takes it away. */
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
    void this.load(composerParts.tools, async ({ toolTemplate }) => {
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
      // Closed, or another one opened, while it was fetched.
      if (this.#tool === tool && this.#host.isConnected) this.show(overlay);
    });
  }

  /** Does something with a part. Where that fails no tool is open. */
  async load<Part>(part: Lazy<Part>, use: (loaded: Part) => Promise<void> | void): Promise<void> {
    if (await usePart(this.#host, part, use)) this.#tool = undefined;
  }

  // ── Mentions ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Offers the members of a group once there is an @ in the text. */
  followMentions(field: HTMLTextAreaElement, timeline: Timeline | undefined, viewerID = ''): void {
    const isGroup = Boolean(timeline?.conversation.peek()?.groupID);
    if (!timeline || !isGroup || (!field.value.includes('@') && !this.#mentions)) return;
    void this.load(composerParts.mentions, ({ Mentions: Parts }) => {
      if (this.#mentions?.timeline !== timeline) this.#mentions = new Parts(this.#host, timeline, viewerID);
      return this.#mentions.follow(field, this.#actions.localizer());
    });
  }

  /** Whether the key was the list's. */
  handleKey(event: KeyboardEvent, field: HTMLTextAreaElement): boolean {
    return this.#mentions?.handleKey(event, field) ?? false;
  }

  mentionedIn(text: string): readonly Mention[] {
    return this.#mentions?.namedIn(text) ?? [];
  }

  clearMentions(): void {
    this.#mentions?.clear();
  }
}
