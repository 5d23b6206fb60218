import { html, nothing, type TemplateResult } from 'lit';
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
    pieces.push(text.slice(end, match.index), linkTemplate(href, match.label, match.host));
    end = match.lastIndex;
  }
  pieces.push(text.slice(end));
  return pieces;
}

/** @param host where it leads, if the label does not say so itself */
function linkTemplate(href: string, label: string, host: string | undefined): TemplateResult {
  // prettier-ignore -- white space in the template would be shown
  return html`<a class="link" part="link" href=${href} target="_blank" rel="noopener noreferrer"
    ><bdi>${label}</bdi
    >${host ? html`<bdi part="link-host" class="link__host" dir="ltr">(${host})</bdi>` : nothing}</a
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

/** The address of a picture, which may also hold the picture itself: one of dots, not of SVG's instructions. */
export function safeImageURL(url: string): string | undefined {
  return /^data:image\/(?:png|jpeg|gif|webp|avif)[;,]/i.test(url) ? url : safeURL(url);
}

/** Origins that media may be fetched from; undefined lets them come from anywhere. */
export type MediaOrigins = ReadonlySet<string> | undefined;

/** Whether media may be fetched from an address. What is in the address itself, or in this page, is fetched from nobody. */
export function isAllowedMedia(url: string, origins: MediaOrigins): boolean {
  return !origins || /^(?:data|blob):/i.test(url) || origins.has(new URL(url, document.baseURI).origin);
}

/**
 * The origins a page allows, and the gateway's, whose files are everybody's.
 *
 * @param allowed as a page wrote them: `https://cdn.example https://img.example`; nothing said allows all
 * @param gateway address of its REST interface, or of its socket
 */
export function mediaOriginsOf(allowed: string | null | undefined, gateway: string): MediaOrigins {
  if (allowed === null || allowed === undefined) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-conversion -- a page may have set anything
  const addresses = [gateway.replace(/^ws/i, 'http'), ...String(allowed).split(/[\s,]+/)];
  return new Set(addresses.flatMap((address) => (URL.canParse(address) ? new URL(address).origin : [])));
}
