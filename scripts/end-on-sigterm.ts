/**
 * Loaded into each test process: makes the runner's SIGTERM final. A library may listen to it too (playwright does, to close
 * its browsers) and so keep Node from ending a test file that ran out of time.
 */
const GRACE_MS = 2000;

process.once('SIGTERM', () => {
  setTimeout(() => process.exit(143), GRACE_MS).unref();
});
