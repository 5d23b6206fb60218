import { originalKind } from './clients.js';
import { playScenario } from './scenario.js';

playScenario(originalKind('2.0.3'));
