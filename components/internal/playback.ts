/** One sound or film plays at a time: whoever begins stops the one before. */
let stopPlaying: (() => void) | undefined;

/** Begins playing; `stop` is called when another one begins. */
export function claimPlayback(stop: () => void): void {
  if (stopPlaying === stop) return;
  const former = stopPlaying;
  stopPlaying = stop;
  former?.();
}

/** Playing is over. */
export function releasePlayback(stop: () => void): void {
  if (stopPlaying === stop) stopPlaying = undefined;
}
