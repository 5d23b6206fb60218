import { describe, it } from 'node:test';
import { tryFramework } from './try-framework.js';

describe('the svelte example', () => {
  it('should chat, count, take a function, and come back after it was put away', (t) => tryFramework(t, 'svelte'));
});
