import type { TestContext } from 'node:test';
import { Database } from '../../server/db/database.js';

const METHODS = ['get', 'all', 'allAsJson', 'run', 'write', 'boundary'] as const;

type Method = (this: Database, ...args: unknown[]) => unknown;

export function methodOf(name: (typeof METHODS)[number]): Method {
  return Reflect.get(Database.prototype, name) as Method;
}

/** Statements of any kind since the last look, on all databases of this process. */
export function statementCounter(t: TestContext): () => number {
  let count = 0;
  for (const method of METHODS) {
    t.mock.method(Database.prototype, method, countCalls(methodOf(method)));
  }
  function countCalls(original: Method): Method {
    return function (this: Database, ...args: unknown[]): unknown {
      count++;
      return original.apply(this, args);
    };
  }
  return () => {
    const counted = count;
    count = 0;
    return counted;
  };
}

/** Rows that the binding handed over in lists since the last look. */
export function rowCounter(t: TestContext): () => number {
  let count = 0;
  const all = methodOf('all');
  t.mock.method(Database.prototype, 'all', function (this: Database, ...args: unknown[]): unknown {
    const rows = all.apply(this, args) as unknown[];
    count += rows.length;
    return rows;
  });
  return () => {
    const counted = count;
    count = 0;
    return counted;
  };
}

/** Steps that SQLite's virtual machine has taken since the last look, on all databases of this process. */
export function stepCounter(t: TestContext): () => number {
  const databases = new Set<Database>();
  const all = methodOf('all');
  for (const method of METHODS) {
    const original = methodOf(method);
    t.mock.method(Database.prototype, method, function (this: Database, ...args: unknown[]): unknown {
      databases.add(this);
      return original.apply(this, args);
    });
  }
  let counted = 0;
  return () => {
    let steps = 0;
    for (const database of databases) {
      const rows = all.call(database, "SELECT nstep FROM sqlite_stmt WHERE sql NOT LIKE '%sqlite_stmt%'");
      for (const { nstep } of rows as { nstep: number }[]) steps += nstep;
    }
    const since = steps - counted;
    counted = steps;
    return since;
  };
}
