/** Every element in every state, from a session in memory. */
import { scenes } from './gallery-scenes.js';
import { peopleScenes } from './gallery-people-scenes.js';
import { showScenes } from './show-scenes.js';
import { stateScenes } from './gallery-state-scenes.js';

await showScenes([...scenes, ...peopleScenes, ...stateScenes]);
