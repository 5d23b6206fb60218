import '../../../components/voice-recorder/voice-recorder.js';

import { assert } from 'chai';
import { html } from 'lit';
import { get, mount, press, unmountAll, until, visibleText } from '../../helpers/elements.js';

describe('<openim-voice-recorder>', () => {
  const { mediaDevices } = navigator;

  afterEach(() => {
    unmountAll();
    Reflect.deleteProperty(mediaDevices, 'getUserMedia');
  });

  for (const [error, words] of [
    ['NotAllowedError', 'Allow microphone access in your browser’s settings.'],
    ['NotFoundError', 'No microphone found.'],
    ['NotReadableError', 'Couldn’t use the microphone. Another app may be using it.'],
  ] as const) {
    it(`should say why it does not record, and lead back to the text field: ${error}`, async () => {
      mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error));
      const outcomes: unknown[] = [];
      const box = await mount(
        html`<openim-voice-recorder .onDone=${(file: unknown) => outcomes.push(file)}></openim-voice-recorder>`,
      );
      const recorder = get(box, 'openim-voice-recorder');
      await until(() => visibleText(recorder) === words);
      press(get(box, 'openim-voice-recorder', '.base'), 'Escape');
      get(box, 'openim-voice-recorder', 'button').click();
      assert.deepEqual(outcomes, [undefined, undefined]);
    });
  }
});
