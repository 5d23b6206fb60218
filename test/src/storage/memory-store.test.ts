import { describe, it } from 'node:test';
import { MemoryStore } from '../../../src/storage/memory-store.js';
import { storeCases } from '../../helpers/store-cases.js';

describe('MemoryStore', () => {
  for (const { title, run } of storeCases) it(title, () => run(new MemoryStore()));
});
