/**
 * Puts something in place of a member of an object, made from what was there. Returns the way to put that back.
 */
export function replaceMember<T extends object, Name extends keyof T & string>(
  object: T,
  member: Name,
  make: (original: T[Name]) => unknown,
): () => void {
  const original = Object.getOwnPropertyDescriptor(object, member);
  Object.defineProperty(object, member, { value: make(object[member]), configurable: true, writable: true });
  return () => {
    if (original) Object.defineProperty(object, member, original);
    else Reflect.deleteProperty(object, member);
  };
}
