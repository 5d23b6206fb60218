/** All elements inside, those in shadow trees included. */
export function deepElements(root: Element | ShadowRoot): Element[] {
  const inside = [...root.children].flatMap((element) => [element, ...deepElements(element)]);
  return root instanceof Element && root.shadowRoot ? [...deepElements(root.shadowRoot), ...inside] : inside;
}
