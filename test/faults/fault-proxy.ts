import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** Seen from the client: `up` is what it sends, `down` what it gets. */
export type Direction = 'up' | 'down';

/** What becomes of one connection. */
export type Fate =
  | { readonly kind: 'healthy' }
  /** After this many bytes in the direction, in the middle of whatever they are, both ends are cut. */
  | { readonly kind: 'cut'; readonly direction: Direction; readonly afterBytes: number }
  /** Once so many bytes went up, what they ask for is carried out; the first byte of the answer cuts both ends. */
  | { readonly kind: 'cutBeforeAnswer'; readonly afterBytes: number }
  /** After this many bytes in the direction nothing arrives any more on either side, and nobody is told. */
  | { readonly kind: 'blackHole'; readonly direction: Direction; readonly afterBytes: number };

export type FaultProxyOptions = {
  /** Port of the gateway; asked for each connection, since a gateway may come back elsewhere. */
  readonly target: () => number;
  /** Asked for each connection. Default: healthy. */
  readonly fate?: () => Fate;
  /** How long each piece is held back, in real milliseconds; pieces keep their order. Default: not at all. */
  readonly delayMs?: () => number;
  /** Called when a fate came true, other than `healthy`. */
  readonly onFault?: (fate: Fate) => void;
  /** Called when a connection was made or has ended, with how many stand. */
  readonly onSize?: (size: number) => void;
};

type Link = { readonly client: Socket; readonly server: Socket; isBlackHole: boolean };

/** Stands between clients and a gateway and does to their bytes what networks do. */
export class FaultProxy {
  readonly #options: FaultProxyOptions;
  readonly #server: Server;
  readonly #links = new Set<Link>();

  private constructor(options: FaultProxyOptions) {
    this.#options = options;
    this.#server = createServer({ noDelay: true }, (client) => {
      this.#connect(client);
    });
  }

  static async open(t: TestContext, options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    t.after(() => {
      proxy.#server.close();
      proxy.cutAll();
    });
    return proxy;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Connections that stand. */
  get size(): number {
    return this.#links.size;
  }

  cutAll(): void {
    for (const { client, server } of this.#links) {
      client.destroy();
      server.destroy();
    }
  }

  /** From now on nothing arrives on the connections that stand, and nobody is told. */
  blackHoleAll(): void {
    for (const link of this.#links) link.isBlackHole = true;
  }

  #connect(client: Socket): void {
    const { target, fate: nextFate } = this.#options;
    const server = connect({ port: target(), host: '127.0.0.1', noDelay: true });
    const link: Link = { client, server, isBlackHole: false };
    const fate = nextFate?.() ?? { kind: 'healthy' };
    this.#links.add(link);
    this.#options.onSize?.(this.size);
    for (const [end, other] of [
      [client, server],
      [server, client],
    ] as const) {
      end.on('error', () => undefined);
      end.on('close', () => {
        if (this.#links.delete(link)) this.#options.onSize?.(this.size);
        other.destroy();
      });
    }
    const isAnswerCut = { value: false };
    this.#pump(link, 'up', fate, isAnswerCut);
    this.#pump(link, 'down', fate, isAnswerCut);
  }

  /** Forwards one direction, chunk after chunk, until its fate comes true. */
  #pump(link: Link, direction: Direction, fate: Fate, isAnswerCut: { value: boolean }): void {
    const [from, to] = direction === 'up' ? [link.client, link.server] : [link.server, link.client];
    let passedBytes = 0;
    const comesTrue = (): void => {
      this.#options.onFault?.(fate);
    };
    const cut = (): void => {
      comesTrue();
      // What was let through has to arrive before the end does.
      to.destroySoon();
      from.destroy();
    };
    const forward = (chunk: Buffer): void => {
      if (link.isBlackHole || to.destroyed) return;
      const before = passedBytes;
      passedBytes += chunk.length;
      switch (fate.kind) {
        case 'healthy':
          break;
        case 'cutBeforeAnswer':
          if (direction === 'up' && passedBytes > fate.afterBytes) isAnswerCut.value = true;
          if (direction === 'down' && isAnswerCut.value) {
            cut();
            return;
          }
          break;
        case 'cut':
        case 'blackHole': {
          if (direction !== fate.direction || passedBytes <= fate.afterBytes) break;
          to.write(chunk.subarray(0, Math.max(0, fate.afterBytes - before)));
          if (fate.kind === 'cut') cut();
          else {
            link.isBlackHole = true;
            comesTrue();
          }
          return;
        }
      }
      // A reader that does not read is felt on the other side.
      if (!to.write(chunk)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    };
    from.on('data', this.#delayed(forward));
  }

  #delayed(forward: (chunk: Buffer) => void): (chunk: Buffer) => void {
    const { delayMs } = this.#options;
    if (!delayMs) return forward;
    let last = Promise.resolve();
    return (chunk) => {
      const ready = new Promise<void>((resolve) => setTimeout(resolve, delayMs()));
      last = Promise.all([last, ready]).then(() => {
        forward(chunk);
      });
    };
  }
}
