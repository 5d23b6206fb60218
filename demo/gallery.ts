/** Every element in every state, from sessions in memory. */
import { scenes } from './gallery-scenes.js';
import { showScenes } from './show-scenes.js';

await showScenes(scenes);
