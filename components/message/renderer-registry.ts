import { signal } from '@preact/signals-core';
import type { TemplateResult } from 'lit';
import type { MessageItem } from '../../src/index.js';

/** What a renderer receives besides the message. */
export type RendererContext = {
  /** ID of the user; undefined while nobody is logged in. */
  readonly viewerID: string | undefined;
  readonly outgoing: boolean;
  /** The language tag that Intl formats with. */
  readonly locale: string;
};

/**
 * Renders the content of a message as a Lit template, a DOM node or a text. If it returns undefined or throws, the message is
 * left to the renderer registered before it, and finally to the elements.
 */
export type MessageRenderer = (
  message: Readonly<MessageItem>,
  context: RendererContext,
) => TemplateResult | Node | string | undefined;

const renderers = signal<ReadonlyMap<number, readonly MessageRenderer[]>>(new Map());

/**
 * Registers a page's own renderer for messages of one `contentType`, such as 110 for custom messages. It applies everywhere,
 * also to messages that are already on screen. The renderer registered last is asked first; if it returns undefined, the one
 * registered before it is asked. Returns a function that removes the renderer.
 */
export function registerMessageRenderer(contentType: number, renderer: MessageRenderer): () => void {
  // Wrapped in a function of its own, so that a renderer registered twice is removed once per call.
  const entry: MessageRenderer = (message, context) => renderer(message, context);
  change(contentType, (before) => [entry, ...before]);
  return () => change(contentType, (before) => before.filter((other) => other !== entry));
}

function change(
  contentType: number,
  next: (before: readonly MessageRenderer[]) => readonly MessageRenderer[],
): void {
  renderers.value = new Map([...renderers.peek(), [contentType, next(renderers.peek().get(contentType) ?? [])]]);
}

/** Returns what the page's renderers make of a message; undefined if there is none, or none of them renders it. */
export function renderRegistered(
  message: Readonly<MessageItem>,
  context: RendererContext,
): TemplateResult | Node | string | undefined {
  for (const renderer of renderers.value.get(message.contentType) ?? []) {
    try {
      const content = renderer(message, context);
      if (content !== undefined) return content;
    } catch (error) {
      console.error('[openim-chat] a message renderer failed', error);
    }
  }
  return undefined;
}
