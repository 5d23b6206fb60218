/** How loud a recording is over time, read from its file. */

/** How many bars a waveform has. */
export const WAVEFORM_BARS = 32;
/** Longer recordings are not fetched just for their waveform. */
const MAX_BYTES = 2_000_000;
/** Enough to see the loudness. */
const SAMPLE_RATE_HZ = 8000;
const MAX_KEPT = 100;

/** By URL, so that a row that scrolls back into view does not fetch the file again. */
const kept = new Map<string, Promise<readonly number[] | undefined>>();

/** Returns {@link WAVEFORM_BARS} numbers from 0 to 1; undefined if the file cannot be fetched or decoded. */
export function waveformOf(src: string): Promise<readonly number[] | undefined> {
  // Pages with a strict policy do not allow fetching blob URLs; the file gets another URL once it is uploaded.
  if (src.startsWith('blob:')) return Promise.resolve(undefined);
  const known = kept.get(src);
  if (known) return known;
  const found = readWaveform(src).catch(() => undefined);
  kept.set(src, found);
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  return found;
}

async function readWaveform(src: string): Promise<readonly number[] | undefined> {
  const response = await fetch(src, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok || Number(response.headers.get('content-length')) > MAX_BYTES) return undefined;
  const bytes = await response.arrayBuffer();
  const { length, samples } = await decode(bytes);
  return loudness(samples, length);
}

async function decode(bytes: ArrayBuffer): Promise<{ length: number; samples: Float32Array }> {
  const sound = await new OfflineAudioContext(1, 1, SAMPLE_RATE_HZ).decodeAudioData(bytes);
  return { length: sound.length, samples: sound.getChannelData(0) };
}

/** Returns the loudness of each stretch (its root mean square), as a share of the loudest one. */
function loudness(samples: Float32Array, length: number): readonly number[] {
  const bars = Array.from({ length: WAVEFORM_BARS }, (_, bar) => {
    const from = Math.floor((bar * length) / WAVEFORM_BARS);
    const to = Math.floor(((bar + 1) * length) / WAVEFORM_BARS);
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += (samples[index] ?? 0) ** 2;
    return Math.sqrt(sum / Math.max(1, to - from));
  });
  const loudest = Math.max(...bars);
  return bars.map((bar) => (loudest > 0 ? bar / loudest : 0));
}
