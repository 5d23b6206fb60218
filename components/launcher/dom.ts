/** The few DOM helpers that the bubble needs, without lit. */

type Properties<Element extends HTMLElement> = Partial<Omit<Element, 'part' | 'style'>> & {
  readonly part?: string;
};

export function create<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<HTMLElementTagNameMap[Tag]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Creates an icon drawn in strokes, 24 units wide. */
export function drawing(path: string): SVGSVGElement {
  const svg = createSVG('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  svg.append(createSVG('path', { d: path }));
  return svg;
}

function createSVG<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/**
 * Styles a shadow root. A constructed style sheet is allowed by every content security policy; browsers without them get a
 * `<style>` with the page's nonce. Lit, which is loaded with the panel, does the same and reads the nonce from `litNonce`.
 */
export function styleOf(root: ShadowRoot, css: string, nonce: string): void {
  if ('adoptedStyleSheets' in Document.prototype && 'replace' in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    return;
  }
  const style = create('style', { nonce, textContent: css });
  if (nonce) Object.assign(globalThis, { litNonce: nonce });
  root.prepend(style);
}
