import { html, type TemplateResult } from 'lit';
import { Lazy } from './lazy.js';

/** Longer texts are shown without links: looking for them takes too long for a frame. */
const MAX_LINKIFIED_LENGTH = 20_000;

/** What a text with a link in it contains; without it nobody needs to look for one. */
const MAY_HAVE_LINKS = /:\/\/|www\.|@/i;

const linkifier = new Lazy(() => import('./linkifier.js'));

/** Resolves once links are found at once, for who cannot wait for the next rendering. */
export async function loadLinks(): Promise<void> {
  await linkifier.load();
}

/** A text with its links as anchors. Everything is a text binding: what looks like markup is shown as it stands. */
export function linkedText(text: string): (string | TemplateResult)[] {
  const matches =
    text.length <= MAX_LINKIFIED_LENGTH && MAY_HAVE_LINKS.test(text)
      ? (linkifier.value?.findLinks(text) ?? [])
      : [];
  const pieces: (string | TemplateResult)[] = [];
  let end = 0;
  for (const match of matches) {
    const href = safeURL(match.url, ['http:', 'https:', 'mailto:']);
    if (!href) continue;
    pieces.push(text.slice(end, match.index), linkTemplate(href, match.raw));
    end = match.lastIndex;
  }
  pieces.push(text.slice(end));
  return pieces;
}

function linkTemplate(href: string, label: string): TemplateResult {
  return html`<a class="link" part="link" href=${href} target="_blank" rel="noopener noreferrer"
    ><bdi>${label}</bdi></a
  >`;
}

/** The address when its scheme is one of these, else undefined. Relative ones belong to the page. */
export function safeURL(
  url: string,
  protocols: readonly string[] = ['http:', 'https:', 'blob:'],
): string | undefined {
  if (!url || !URL.canParse(url, document.baseURI)) return undefined;
  const { protocol, href } = new URL(url, document.baseURI);
  return protocols.includes(protocol) ? href : undefined;
}

/** The address of a picture, which may also hold the picture itself. */
export function safeImageURL(url: string): string | undefined {
  return /^data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]/i.test(url) ? url : safeURL(url);
}
