/** The messenger in every state that is not as usual, from a session in memory. */
import { showScenes } from './show-scenes.js';
import { stateScenes } from './state-scenes.js';

await showScenes(stateScenes);
