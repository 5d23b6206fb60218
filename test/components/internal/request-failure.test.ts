import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localizerOf } from '../../../components/internal/localizer.js';
import { explainFailure } from '../../../components/internal/requests/request-failure.js';
import { loadCatalog } from '../../../components/locales/index.js';
import { ErrorCode } from '../../../src/index.js';

const RAW = 'what the server says';

describe('why a request was not carried out', () => {
  for (const language of ['en', 'zh-CN', 'ar'] as const) {
    it(`should be said in ${language} for every code there is`, async () => {
      await loadCatalog(language);
      const explained = Object.values(ErrorCode).map((code) =>
        explainFailure({ code, message: RAW }, localizerOf(language)),
      );
      assert.deepEqual(
        explained.filter((words) => words === RAW || (language !== 'en' && /[a-z]/i.test(words))),
        [],
      );
    });
  }

  it('should be in the server’s own words for a code that is not known', () => {
    assert.equal(explainFailure({ code: 4711, message: RAW }, localizerOf('ar')), RAW);
    assert.equal(
      explainFailure({ code: 4711, message: '' }, localizerOf('en')),
      'Something went wrong. Try again.',
    );
  });

  it('should not show what only a developer understands', () => {
    assert.equal(
      explainFailure({ code: 0, message: 'TypeError: x is undefined' }, localizerOf('en')),
      'Something went wrong. Try again.',
    );
  });
});
