import type { WordsOf } from '../words.js';

/** The words of everything that opens from the text field: recording, mentions, locations, emoji. */
export const en = {
  file: 'Photo or file',
  attach: 'Attach',

  answering: (name: string) => `Reply to ${name}`,
  stopAnswering: 'Cancel reply',

  mentions: 'People in this group',
  everyone: 'Everyone',

  recording: 'Recording',
  cancelRecording: 'Discard recording',
  sendRecording: 'Send recording',
  microphoneRefused: 'Allow microphone access in your browser’s settings.',
  microphoneMissing: 'No microphone found.',
  microphoneFailed: 'Couldn’t use the microphone. Another app may be using it.',
  close: 'Close',

  shareLocation: 'Share a location',
  locationName: 'Place name',
  latitude: 'Latitude',
  longitude: 'Longitude',
  useMyLocation: 'Use my location',
  locating: 'Finding your location…',
  locationRefused: 'Couldn’t find your location. Enter it below.',

  stickers: 'Stickers',
  searchEmoji: 'Search emoji',
  noEmoji: 'No emoji found',
  faces: 'Smileys',
  people: 'People',
  nature: 'Animals and nature',
  food: 'Food and drink',
  activities: 'Activities',
  travel: 'Travel and places',
  objects: 'Objects',
  symbols: 'Symbols',
  removeFile: (name: string) => `Remove ${name}`,
};

export type ComposerWords = WordsOf<typeof en>;
