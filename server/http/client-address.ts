import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, type Server, type Socket } from 'node:net';

/** Returns the address to which a request counts for limits. */
export type AddressOf = (request: IncomingMessage) => string;
/** Returns whether an address is that of a trusted proxy. */
export type ProxyRule = (address: string) => boolean;

/** @param trustedProxies addresses or networks such as `10.0.0.0/8` @throws {Error} if an entry is neither */
export function proxyRule(trustedProxies: readonly string[]): ProxyRule {
  const trusted = new BlockList();
  for (const proxy of trustedProxies) {
    const [address = '', bits] = proxy.split('/');
    const family = familyOf(address);
    const maxBits = family === 'ipv4' ? 32 : 128;
    const isRight =
      family !== undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= maxBits));
    if (!isRight) throw new Error(`${proxy} is not an address; use one like 10.0.0.7 or 10.0.0.0/8`);
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const family = familyOf(address);
    return family !== undefined && trusted.check(address, family);
  };
}

/**
 * Returns a function that finds a request's address: the peer's or, if that is a trusted proxy, the last one in
 * `X-Forwarded-For` that is not. IPv6 addresses count by their first half, because whoever has one usually has the whole
 * network behind it.
 */
export function clientAddress(isTrusted: ProxyRule): AddressOf {
  return ({ socket, headers }) => {
    let address = plain(socket.remoteAddress ?? '');
    const forwarded = headers['x-forwarded-for'];
    const hops = typeof forwarded === 'string' ? forwarded.split(',').map((hop) => plain(hop.trim())) : [];
    while (isTrusted(address)) {
      const hop = hops.pop();
      if (hop === undefined || familyOf(hop) === undefined) break;
      address = hop;
    }
    return network(address);
  };
}

/**
 * Closes connections of an address beyond `max`, WebSockets or not, when they are opened: with thousands of them, one
 * client would use up the memory and the file descriptors of all. A trusted proxy has as many as its clients need.
 */
export function limitConnections(server: Server, isTrusted: ProxyRule, max: number): void {
  const open = new Map<string, Set<Socket>>();
  server.on('connection', (socket: Socket) => {
    const peer = plain(socket.remoteAddress ?? '');
    if (isTrusted(peer)) return;
    const address = network(peer);
    const sockets = open.get(address) ?? new Set();
    // A declined upgrade is announced as another connection with the same socket (upgrades.ts).
    open.set(address, sockets.add(socket));
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) open.delete(address);
    });
    if (sockets.size > max) socket.destroy();
  });
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}

/** Strips the port that some proxies add, and turns an IPv4 address that came over an IPv6 socket into plain IPv4. */
function plain(address: string): string {
  return address
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '');
}

function network(address: string): string {
  if (familyOf(address) !== 'ipv6') return address;
  const [head = '', tail] = address.split('::');
  const [left, right] = [head.split(':').filter(Boolean), tail?.split(':').filter(Boolean) ?? []];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}
