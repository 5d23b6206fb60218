import { it } from 'node:test';
import { originalKind } from './clients.js';
import { playScenario } from './scenario.js';

it('the seed through open-im-sdk 2.3.0', (test) => playScenario(test, originalKind('2.3.0')));
