/** A page's code in the address of the playground, so that it can be handed on. */
export function shareLink(playground: string, code: string): string {
  const bytes = new TextEncoder().encode(code);
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `${playground}#code=${encodeURIComponent(text)}`;
}

/** The code in an address, undefined where there is none. */
export function sharedCode(hash: string): string | undefined {
  const [, text] = /^#code=(.+)$/.exec(hash) ?? [];
  if (text === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(decodeURIComponent(text)), (character) => character.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}
