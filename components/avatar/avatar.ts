import { OpenIMAvatar } from './avatar.component.js';

export { OpenIMAvatar } from './avatar.component.js';

OpenIMAvatar.define('openim-avatar');

declare global {
  interface HTMLElementTagNameMap {
    'openim-avatar': OpenIMAvatar;
  }
}
