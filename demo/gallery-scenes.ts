/** Every element in every state, from sessions in memory. */
import { chatScenes } from './gallery-chat-scenes.js';
import { listScenes } from './gallery-list-scenes.js';
import { mediaScenes } from './gallery-media-scenes.js';
import { messageScenes } from './gallery-message-scenes.js';
import { overScenes } from './gallery-over-scenes.js';
import { peopleScenes } from './gallery-people-scenes.js';
import type { Scene } from './gallery-scene.js';
import { stateScenes } from './gallery-state-scenes.js';
import { supportScenes } from './gallery-support-scenes.js';

export const scenes: readonly Scene[] = [
  ...listScenes,
  ...chatScenes,
  ...messageScenes,
  ...mediaScenes,
  ...overScenes,
  ...peopleScenes,
  ...supportScenes,
  ...stateScenes,
];
