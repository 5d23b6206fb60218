import { describe, it } from 'node:test';
import { skipSlow, tryFramework } from './try-framework.js';

const skipOldNode = !('difference' in Set.prototype) && 'what Nuxt builds with needs Node 22';

describe('the nuxt example', () => {
  it(
    'should chat, count, take a function, and come back after it was put away',
    { skip: skipSlow || skipOldNode },
    (t) => tryFramework(t, 'nuxt'),
  );
});
