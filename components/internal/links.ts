import { html, nothing, type TemplateResult } from 'lit';
import { Lazy } from './lazy.js';

/** Longer texts are shown as they stand: looking for links and numbers in them would take longer than a frame. */
const MAX_SEARCHED_LENGTH = 20_000;

/** Every text with a link matches this; in other texts, the linkifier is not needed. */
const MAY_HAVE_LINKS = /:\/\/|www\.|@/i;

const linkifier = new Lazy(() => import('./linkifier.js'));

/** Resolves once links are found synchronously, for callers that cannot wait for the next rendering. */
export async function loadLinks(): Promise<void> {
  await linkifier.load();
}

/** Returns a text with its links as anchors. All parts are text bindings: markup in the text is shown as it is written. */
export function linkedText(text: string): (string | TemplateResult)[] {
  if (text.length > MAX_SEARCHED_LENGTH) return [text];
  const matches = (MAY_HAVE_LINKS.test(text) && linkifier.value?.findLinks(text)) || [];
  const pieces: (string | TemplateResult)[] = [];
  let end = 0;
  for (const match of matches) {
    const href = safeURL(match.url, ['http:', 'https:', 'mailto:']);
    if (!href) continue;
    pieces.push(...plainText(text.slice(end, match.index)), linkTemplate(href, match.label, match.host));
    end = match.lastIndex;
  }
  pieces.push(...plainText(text.slice(end)));
  return pieces;
}

/** Isolates lines without a letter: after an Arabic line, Chromium turns the order of their numbers round. */
function plainText(text: string): (string | TemplateResult)[] {
  return text
    .split(/(?<=\n)([^\p{L}\n]+)$/mu)
    .map((piece, index) => (index % 2 ? html`<bdi>${piece}</bdi>` : piece));
}

/** @param host the host of the URL, if the label does not show it */
function linkTemplate(href: string, label: string, host: string | undefined): TemplateResult {
  // prettier-ignore -- white space in the template would be shown
  return html`<a class="link" part="link" href=${href} target="_blank" rel="noopener noreferrer"
    ><bdi>${label}</bdi
    >${host ? html`<bdi part="link-host" class="link__host" dir="ltr">(${host})</bdi>` : nothing}</a
  >`;
}

/** Returns the URL if its scheme is one of these; otherwise undefined. Relative URLs are resolved against the page. */
export function safeURL(
  url: string,
  protocols: readonly string[] = ['http:', 'https:', 'blob:'],
): string | undefined {
  if (!url || !URL.canParse(url, document.baseURI)) return undefined;
  const { protocol, href } = new URL(url, document.baseURI);
  return protocols.includes(protocol) ? href : undefined;
}

/** Returns the URL of a picture. It may be a data URL of a raster format, but not of SVG, which may contain instructions. */
export function safeImageURL(url: string): string | undefined {
  return /^data:image\/(?:png|jpeg|gif|webp|avif)[;,]/i.test(url) ? url : safeURL(url);
}

/** Origins from which media may be loaded; undefined allows all of them. */
export type MediaOrigins = ReadonlySet<string> | undefined;

/** Whether media may be loaded from a URL. Data and blob URLs are always allowed, because they load nothing from a server. */
export function isAllowedMedia(url: string, origins: MediaOrigins): boolean {
  return !origins || /^(?:data|blob):/i.test(url) || origins.has(new URL(url, document.baseURI).origin);
}

/**
 * Returns the origins that a page allows, and always that of the gateway, which stores the files of all users.
 *
 * @param allowed as the page wrote them: `https://cdn.example https://img.example`; null or undefined allows all
 * @param gateway URL of its REST API, or of its socket
 */
export function mediaOriginsOf(allowed: string | null | undefined, gateway: string): MediaOrigins {
  if (allowed === null || allowed === undefined) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-conversion -- a page may have set anything
  const addresses = [gateway.replace(/^ws/i, 'http'), ...String(allowed).split(/[\s,]+/)];
  return new Set(addresses.flatMap((address) => (URL.canParse(address) ? new URL(address).origin : [])));
}
