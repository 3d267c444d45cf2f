import { BlockList, isIP } from 'node:net';

/** Where nobody outside of a machine or a network is: IANA's special-purpose registries, multicast and what is reserved. */
const notPublic: readonly (readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
];
const refused = new BlockList();
for (const [network, prefix, family] of notPublic) refused.addSubnet(network, prefix, family);

/** Of IPv6 only global unicast is public: not loopback, link-local, unique local, multicast, nor an IPv4 in disguise. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an IP address is one of the public internet, to which we may send. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !refused.check(address, 'ipv4');
  if (isIP(address) !== 6) return false;
  return globalUnicast.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}

/** Whether an IP address is this very machine. */
export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** The host of a URL as a name or bare IP address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Whether a URL means this very machine by its name or address. */
export function isLoopbackUrl(url: URL): boolean {
  const host = hostOf(url);
  return isLoopbackAddress(host) || /^(?:.*\.)?localhost\.?$/.test(host);
}

/** Names that by convention lead nowhere outside. */
const privateNames = /(?:^|\.)(?:localhost|local|internal|intranet|home|lan|corp|test|invalid|onion)\.?$/;

/**
 * What is wrong with a URL to which somebody wants to be told; undefined when it may be tried. To what address a name
 * leads is judged on each try. `allowLoopback` only where the receiver runs on the same machine for a trial.
 */
export function faultOfUrl(text: string, allowLoopback: boolean): string | undefined {
  if (!URL.canParse(text)) return 'must be a URL such as https://example.com/hooks';
  const url = new URL(text);
  if (url.username || url.password) return 'must not hold a user name or password';
  if (url.hash) return 'must not hold a fragment';
  if (isLoopbackUrl(url)) {
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
    return allowLoopback && isWeb ? undefined : 'must not be an address of this machine or a private network';
  }
  if (url.protocol !== 'https:') return 'must begin with https://';
  if (url.port !== '') return 'must be on port 443';
  const host = hostOf(url);
  const isPublic = isIP(host) ? isPublicAddress(host) : host.includes('.') && !privateNames.test(host);
  return isPublic ? undefined : 'must not be an address of this machine or a private network';
}
