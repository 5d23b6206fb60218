import { defaultReporter, type TestRunnerConfig } from '@web/test-runner';
import { bundlePlugin } from './scripts/bundle-plugin.js';
import { browserLauncher, testBrowser } from './scripts/test-browser.js';
import { gatewayPlugin } from './test/helpers/gateway-plugin.js';

/** Tests in a real browser, each file in a page and a context (so an IndexedDB) of its own. */
export function browserTestConfig(files: string[]): Partial<TestRunnerConfig> {
  return {
    rootDir: import.meta.dirname,
    // A list of files: this runner's glob silently finds nothing in some patterns.
    files,
    // Of Firefox's windows one is active: in the others nothing has the focus.
    concurrency: testBrowser === 'firefox' ? 1 : 2,
    nodeResolve: { exportConditions: ['browser', 'development'] },
    browsers: [browserLauncher()],
    browserStartTimeout: 60_000,
    testsFinishTimeout: 300_000,
    testFramework: { config: { ui: 'bdd', timeout: '30000' } },
    plugins: [bundlePlugin(import.meta.dirname, files), gatewayPlugin()],
    reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false })],
    filterBrowserLogs: ({ args }) => !args.some((arg) => String(arg).includes('Lit is in dev mode')),
  };
}
