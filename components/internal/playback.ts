/** Plays only one sound or video at a time: starting one stops the one before. */
let stopPlaying: (() => void) | undefined;

/** Starts playback; `stop` is called when another one starts. */
export function claimPlayback(stop: () => void): void {
  if (stopPlaying === stop) return;
  const former = stopPlaying;
  stopPlaying = stop;
  former?.();
}

/** Called when playback has ended. */
export function releasePlayback(stop: () => void): void {
  if (stopPlaying === stop) stopPlaying = undefined;
}
