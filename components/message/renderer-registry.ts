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

const renderers = signal<ReadonlyMap<number, MessageRenderer>>(new Map());

/**
 * Shows messages of one `contentType`, such as 110 for custom ones, in the page's own way: everywhere, also those on
 * screen already. Returns the way to take it back.
 */
export function registerMessageRenderer(contentType: number, renderer: MessageRenderer): () => void {
  renderers.value = new Map([...renderers.peek(), [contentType, renderer]]);
  return () => {
    if (renderers.peek().get(contentType) !== renderer) return;
    renderers.value = new Map([...renderers.peek()].filter(([type]) => type !== contentType));
  };
}

/** What the page's renderer makes of a message; undefined when there is none or it does not want it. */
export function renderRegistered(
  message: Readonly<MessageItem>,
  context: RendererContext,
): TemplateResult | Node | string | undefined {
  const renderer = renderers.value.get(message.contentType);
  try {
    return renderer?.(message, context);
  } catch (error) {
    console.error('[openim-chat] a message renderer failed', error);
    return undefined;
  }
}
