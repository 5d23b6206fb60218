/**
 * The API of the script tag as a module, for pages with a bundler: the same verbs (docs/embed.md), but the chat is a chunk
 * of the page's own build, loaded on first use. Importing the module only registers `<openim-launcher>`; where there is no
 * DOM, as on a server, it has no effect.
 */
import '../components/launcher/launcher.js';
import { createEmbed } from './embed.js';

export { EmbedError } from './embed-error.js';
export type * from './types.js';

export const OpenIMChat = createEmbed();
