import { it } from 'node:test';
import { originalKind } from './clients.js';
import { playScenario } from './scenario.js';

it('the seed through open-im-sdk 2.0.3', (test) => playScenario(test, originalKind('2.0.3')));
