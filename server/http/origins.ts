/** Whose pages may use this gateway: the same rule for sockets and for REST. */
export type OriginRule = (origin: string | undefined) => boolean;

/** @param origins `'*'`, or undefined while bound to loopback, admits any. A missing Origin is no browser. */
export function originRule(origins: readonly string[] | '*' | undefined): OriginRule {
  if (origins === '*' || origins === undefined) return () => true;
  const admitted = new Set(origins.map((origin) => origin.toLowerCase()));
  return (origin) => origin === undefined || admitted.has(origin.toLowerCase());
}
