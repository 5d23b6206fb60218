import { originalKind } from './clients.js';
import { playScenario } from './scenario.js';

playScenario(originalKind('2.3.0'));
