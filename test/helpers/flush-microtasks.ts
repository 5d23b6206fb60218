/** Lets everything that waits only for promises run to its end: a macrotask begins when no microtask is left. */
export function flushMicrotasks(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      // Named here, so that the sender is not collected as garbage before its message has come.
      port2.close();
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
