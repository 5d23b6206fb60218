import { it } from 'node:test';
import { runControl } from './control.js';

it('the same network under open-im-sdk 2.0.3', (t) => runControl(t, '2.0.3'));
