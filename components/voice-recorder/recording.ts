/** Records a microphone: returns the file at the end, and the level in the meantime. */

/** Recording formats, the best first; WebKit supports only MP4. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/webm', 'audio/ogg;codecs=opus'];
const BITS_PER_SECOND = 32_000;

export class Recording {
  readonly #stream: MediaStream;
  readonly #recorder: MediaRecorder;
  readonly #chunks: Blob[] = [];
  /** Resolves when the recording has stopped, also by itself, for example because the device was unplugged. */
  readonly #stopped: Promise<unknown>;
  readonly #context: AudioContext;
  readonly #analyser: AnalyserNode;
  readonly #startMs = performance.now();

  private constructor(stream: MediaStream) {
    this.#stream = stream;
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.#recorder = new MediaRecorder(stream, {
      audioBitsPerSecond: BITS_PER_SECOND,
      ...(mimeType ? { mimeType } : {}),
    });
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#chunks.push(data));
    this.#stopped = new Promise((resolve) => this.#recorder.addEventListener('stop', resolve, { once: true }));
    this.#context = new AudioContext();
    this.#analyser = this.#context.createAnalyser();
    this.#analyser.fftSize = 512;
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    this.#recorder.start();
  }

  /** @throws {DOMException} NotAllowedError if the user or the page's policy refuses, NotFoundError without a microphone */
  static async begin(): Promise<Recording> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    try {
      return new Recording(stream);
    } catch (error) {
      release(stream);
      throw error;
    }
  }

  get durationMs(): number {
    return performance.now() - this.#startMs;
  }

  /** Returns the current level, from 0 to 1. */
  level(): number {
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length;
    return Math.min(1, Math.sqrt(power) * 3);
  }

  /** Ends the recording; resolves to its file. */
  async finish(): Promise<File> {
    this.#stop();
    await this.#stopped;
    this.#release();
    const [type = 'audio/webm'] = this.#recorder.mimeType.split(';');
    const extension = type.split('/')[1] ?? 'webm';
    return new File(this.#chunks, `voice.${extension}`, { type });
  }

  /** Ends the recording and discards it. */
  discard(): void {
    this.#stop();
    this.#release();
  }

  #stop(): void {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
  }

  #release(): void {
    release(this.#stream);
    void this.#context.close().catch(() => undefined);
  }
}

/** Releases the microphone, so that its indicator turns off. */
function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
