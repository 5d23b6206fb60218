import { it } from 'node:test';
import { ownKind } from './clients.js';
import { playScenario } from './scenario.js';

it('the seed through openim-chat', (test) => playScenario(test, ownKind()));
