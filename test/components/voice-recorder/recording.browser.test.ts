import { assert } from 'chai';
import { Recording } from '../../../components/voice-recorder/recording.js';

/** A WebKitGTK that lacks encoders has a MediaRecorder that records nothing. */
const itRecords: (title: string, run: () => Promise<void>) => void = ['audio/webm', 'audio/mp4'].some((type) =>
  MediaRecorder.isTypeSupported(type),
)
  ? it
  : (title) => it.skip(`${title} (this browser has nothing to record with)`);

describe('a recording', () => {
  const { mediaDevices } = navigator;
  const { MediaRecorder: RealRecorder } = globalThis;
  let context: AudioContext;
  let stream: MediaStream;

  beforeEach(() => {
    context = new AudioContext();
    ({ stream } = context.createMediaStreamDestination());
    mediaDevices.getUserMedia = () => Promise.resolve(stream);
  });
  afterEach(async () => {
    Reflect.deleteProperty(mediaDevices, 'getUserMedia');
    globalThis.MediaRecorder = RealRecorder;
    await context.close();
  });

  const isMicrophoneOn = (): boolean => stream.getTracks().some(({ readyState }) => readyState === 'live');

  it('should switch the microphone off when there is nothing to record with', async () => {
    globalThis.MediaRecorder = class extends RealRecorder {
      constructor(source: MediaStream) {
        super(source, { mimeType: 'audio/of-no-kind' });
      }
    };
    const failed = await Recording.begin().then(
      () => false,
      () => true,
    );
    assert.isTrue(failed);
    assert.isFalse(isMicrophoneOn());
  });

  itRecords('should give what there is when the microphone is pulled out', async () => {
    const stopped = new Promise((resolve) => {
      globalThis.MediaRecorder = class extends RealRecorder {
        constructor(...given: ConstructorParameters<typeof MediaRecorder>) {
          super(...given);
          this.addEventListener('stop', resolve);
        }
      };
    });
    const recording = await Recording.begin();
    for (const track of stream.getTracks()) track.stop();
    await stopped;
    assert.match((await recording.finish()).type, /^audio\//);
  });

  itRecords('should switch the microphone off at its end', async () => {
    const recording = await Recording.begin();
    assert.isTrue(isMicrophoneOn());
    await recording.finish();
    assert.isFalse(isMicrophoneOn());
  });
});
