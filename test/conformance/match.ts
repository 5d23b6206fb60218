import assert from 'node:assert/strict';

/** A value of which an exact one cannot be said. Returns whether it is right. */
export type Predicate = (actual: unknown) => boolean;

/**
 * Compares deeply and exactly: no member more, none missing. Where `expected` holds a function, it decides.
 *
 * @throws {AssertionError} naming the path
 */
export function match(actual: unknown, expected: unknown, path = 'data'): void {
  if (typeof expected === 'function') {
    assert((expected as Predicate)(actual), `${path}: ${JSON.stringify(actual)} is not as it should be`);
  } else if (Array.isArray(expected)) {
    assert(Array.isArray(actual), `${path} is no list: ${JSON.stringify(actual)}`);
    assert.equal(
      actual.length,
      expected.length,
      `${path} has ${String(actual.length)} elements: ${JSON.stringify(actual)}`,
    );
    expected.forEach((element, index) => {
      match(actual[index], element, `${path}[${String(index)}]`);
    });
  } else if (isObject(expected)) {
    assert(isObject(actual), `${path} is no object: ${JSON.stringify(actual)}`);
    assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort(), `members of ${path}`);
    for (const [member, value] of Object.entries(expected)) match(actual[member], value, `${path}.${member}`);
  } else {
    assert.deepEqual(
      actual,
      expected,
      `${path}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`,
    );
  }
}

/** Right when these members are; others may be whatever they are. */
export function like(members: Record<string, unknown>): Predicate {
  return (actual) => {
    assert(isObject(actual), `no object: ${JSON.stringify(actual)}`);
    for (const [member, value] of Object.entries(members)) match(actual[member], value, `…${member}`);
    return true;
  };
}

export const anyID: Predicate = (actual) => typeof actual === 'string' && /^[0-9a-f]{32}$/.test(actual);
export const anyText: Predicate = (actual) => typeof actual === 'string' && actual !== '';
export const anySeq: Predicate = (actual) => Number.isInteger(actual) && (actual as number) > 0;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
