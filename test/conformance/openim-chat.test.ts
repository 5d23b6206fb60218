import { ownKind } from './clients.js';
import { playScenario } from './scenario.js';

playScenario(ownKind());
