import { signal } from '@preact/signals-core';
import type { TemplateResult } from 'lit';
import type { MessageItem } from '../../src/index.js';

/** What a renderer is told beside the message. */
export type RendererContext = {
  /** Who looks at it; undefined while nobody is logged in. */
  readonly viewerID: string | undefined;
  readonly outgoing: boolean;
  /** The language tag that Intl formats with. */
  readonly locale: string;
};

/**
 * Shows the content of a message: a Lit template, a DOM node or a text. Undefined leaves it to the elements, and so does
 * an error.
 */
export type MessageRenderer = (
  message: Readonly<MessageItem>,
  context: RendererContext,
) => TemplateResult | Node | string | undefined;

const renderers = signal<ReadonlyMap<number, readonly MessageRenderer[]>>(new Map());

/**
 * Shows messages of one `contentType`, such as 110 for custom ones, in the page's own way: everywhere, also those on
 * screen already. Of several the latest is asked first, and what it does not want goes to the one before. Returns the way
 * to take it back.
 */
export function registerMessageRenderer(contentType: number, renderer: MessageRenderer): () => void {
  // Each in a function of its own: the same renderer given twice is taken back once at a time.
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

/** What the page's renderers make of a message; undefined when there is none or none wants it. */
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
