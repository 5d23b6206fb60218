/** A gateway as a process of its own, for tests that kill it: takes the options of createGateway as JSON. */
import { createGateway, type GatewayOptions } from '../../server/gateway.js';

const gateway = await createGateway(JSON.parse(process.argv[2] ?? '{}') as GatewayOptions);
process.stdout.write(`openim-gateway listening on ${gateway.url}\n`);
process.once('SIGTERM', () => void gateway.close().then(() => process.exit(0)));
// For those who measure memory: what is garbage already is not what they ask about.
process.on('SIGUSR2', () => {
  // The first leaves the room that the young needed, some 50 MB; the second gives it back.
  globalThis.gc?.();
  globalThis.gc?.();
});
