/** The messenger in every state that is not as usual, from a session in memory. */
import { showScenes } from './show-scenes.js';
import { stateScenes } from './gallery-state-scenes.js';

await showScenes(stateScenes);
