import { describe, it } from 'node:test';
import { skipSlow, tryFramework } from './try-framework.js';

describe('the next example', () => {
  it('should chat, count, take a function, and come back after it was put away', { skip: skipSlow }, (t) =>
    tryFramework(t, 'next'),
  );
});
