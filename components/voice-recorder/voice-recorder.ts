import { OpenIMVoiceRecorder } from './voice-recorder.component.js';

export { OpenIMVoiceRecorder } from './voice-recorder.component.js';

OpenIMVoiceRecorder.define('openim-voice-recorder');

declare global {
  interface HTMLElementTagNameMap {
    'openim-voice-recorder': OpenIMVoiceRecorder;
  }
}
