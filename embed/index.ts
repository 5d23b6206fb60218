/**
 * The script tag's API as a module, for pages with a bundler: the same verbs (docs/embed.md), with the chat loaded on first
 * use as a chunk of the page's own build. Importing it registers `<openim-launcher>` and does nothing else; it is harmless
 * where there is no page.
 */
import '../components/launcher/launcher.js';
import { createEmbed } from './embed.js';

export { EmbedError } from './embed-error.js';
export type * from './types.js';

export const OpenIMChat = createEmbed();
