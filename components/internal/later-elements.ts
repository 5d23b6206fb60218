import { Lazy } from './lazy.js';

/** Elements that open on top of others or replace them, each defined on first use. */
export const laterElements = {
  emojiPicker: new Lazy(() => import('../emoji-picker/emoji-picker.js')),
  forwardDialog: new Lazy(() => import('../forward-dialog/forward-dialog.js')),
  lightbox: new Lazy(() => import('../lightbox/lightbox.js')),
  locationDialog: new Lazy(() => import('../location-dialog/location-dialog.js')),
  mergedViewer: new Lazy(() => import('../merged-viewer/merged-viewer.js')),
  voiceRecorder: new Lazy(() => import('../voice-recorder/voice-recorder.js')),
};
