type HostCrypto = { crypto: { getRandomValues(bytes: Uint8Array): Uint8Array } };

/**
 * Returns 128 random bits as 32 lower-case hex digits, for a clientMsgID or operationID. Unlike `crypto.randomUUID`, this
 * also works in insecure contexts.
 */
export function randomID(): string {
  const bytes = (globalThis as unknown as HostCrypto).crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
