/**
 * Loaded into each test process, so that the runner's SIGTERM ends it in any case. If a library listens for SIGTERM, too
 * (playwright does, to close its browsers), Node does not end a test file that has timed out.
 */
const GRACE_MS = 2000;

process.once('SIGTERM', () => {
  setTimeout(() => process.exit(143), GRACE_MS).unref();
});
