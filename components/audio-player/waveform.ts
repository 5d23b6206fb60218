/** How loud a recording is over time, read from its file. */

/** How many bars a waveform has. */
export const WAVEFORM_BARS = 32;
/** A longer recording is not worth fetching before it is played. */
const MAX_BYTES = 2_000_000;
/** Enough to see loudness by. */
const SAMPLE_RATE_HZ = 8000;
const MAX_KEPT = 100;

/** By address: a row that comes back on screen need not ask again. */
const kept = new Map<string, Promise<readonly number[] | undefined>>();

/** {@link WAVEFORM_BARS} numbers from 0 to 1; undefined when the file cannot be had or read. */
export function waveformOf(src: string): Promise<readonly number[] | undefined> {
  // Strict pages let nobody fetch these; the file has another address as soon as it is uploaded.
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

/** The loudest moment of each stretch, as a share of the loudest of all. */
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
