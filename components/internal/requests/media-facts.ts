import type { MediaFacts } from '../../../src/index.js';

/** A video whose metadata takes longer to read is sent as a file. */
const PATIENCE_MS = 4000;

/** Returns the facts about a video file; undefined for every other file, and for a video that this browser cannot play. */
export async function mediaFacts(file: File): Promise<MediaFacts | undefined> {
  if (!file.type.startsWith('video/')) return undefined;
  const video = document.createElement('video');
  video.preload = 'metadata';
  video.muted = true;
  const address = URL.createObjectURL(file);
  try {
    await loadedMetadata(video, address);
    const { videoWidth: width, videoHeight: height, duration } = video;
    if (width === 0 || height === 0) return undefined;
    return { kind: 'video', durationMs: Number.isFinite(duration) ? duration * 1000 : 0, width, height };
  } catch {
    return undefined;
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(address);
  }
}

function loadedMetadata(video: HTMLVideoElement, address: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('slow')), PATIENCE_MS);
    video.onloadedmetadata = resolve;
    video.onerror = () => reject(new Error('not playable'));
    video.src = address;
  });
}
