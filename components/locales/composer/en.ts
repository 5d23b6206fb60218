import type { WordsOf } from '../words.js';

/** The words of what opens from the text field: recording, mentions, places, emoji. */
export const en = {
  file: 'Photo or file',
  attach: 'Attach',

  answering: (name: string) => `Reply to ${name}`,
  stopAnswering: 'Do not reply',

  mentions: 'People in this group',
  everyone: 'Everyone',

  recording: 'Recording',
  cancelRecording: 'Discard the recording',
  sendRecording: 'Send the recording',
  microphoneRefused: 'This page may not use the microphone. Allow it in the browser’s settings.',
  microphoneMissing: 'No microphone was found.',
  recordingFailed: 'Recording does not work here.',
  close: 'Close',

  shareLocation: 'Share a location',
  locationName: 'Name of the place',
  latitude: 'Latitude',
  longitude: 'Longitude',
  useMyLocation: 'Use my location',
  locating: 'Looking for you…',
  locationRefused: 'Your location could not be found. You can fill it in below.',

  stickers: 'Stickers',
  searchEmoji: 'Search emoji',
  noEmoji: 'No emoji found',
  groupFaces: 'Smileys',
  groupPeople: 'People',
  groupNature: 'Animals and nature',
  groupFood: 'Food and drink',
  groupActivities: 'Activities',
  groupTravel: 'Travel and places',
  groupObjects: 'Objects',
  groupSymbols: 'Symbols',
  removeFile: (name: string) => `Remove ${name}`,
};

export type ComposerWords = WordsOf<typeof en>;
