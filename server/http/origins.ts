/** Tells whether pages of an origin may use this gateway: the same rule for sockets and for REST. */
export type OriginRule = (origin: string | undefined) => boolean;

/**
 * Returns the rule for the origins. A request without an Origin, which no browser sent, is always admitted.
 *
 * @param origins `'*'`, or undefined while bound to loopback, admits any
 */
export function originRule(origins: readonly string[] | '*' | undefined): OriginRule {
  if (origins === '*' || origins === undefined) return () => true;
  const admitted = new Set(origins.map((origin) => origin.toLowerCase()));
  return (origin) => origin === undefined || admitted.has(origin.toLowerCase());
}
