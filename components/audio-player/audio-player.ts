import { OpenIMAudioPlayer } from './audio-player.component.js';

export { OpenIMAudioPlayer } from './audio-player.component.js';

OpenIMAudioPlayer.define('openim-audio-player');

declare global {
  interface HTMLElementTagNameMap {
    'openim-audio-player': OpenIMAudioPlayer;
  }
}
