import { OpenIMVideoPlayer } from './video-player.component.js';

export { OpenIMVideoPlayer } from './video-player.component.js';

OpenIMVideoPlayer.define('openim-video-player');

declare global {
  interface HTMLElementTagNameMap {
    'openim-video-player': OpenIMVideoPlayer;
  }
}
