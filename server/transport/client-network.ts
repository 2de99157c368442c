import { isIPv4, isIPv6 } from 'node:net';

/** Networks in CIDR notation, the narrowest first. */
export type ClientNetworks = readonly [narrowest: string, ...wider: string[]];

/** Networks whose last 32 bits are the IPv4 address of whoever is behind them: mapped addresses (RFC 4291) and NAT64 (RFC 6052). */
const carriersOfIpv4 = ['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0'];
/** A provider gives a customer a /64, a /56 or a /48. */
const ipv6Prefixes = [64, 56, 48] as const;

/**
 * The networks that `address` belongs to: the /24 of an IPv4 address; the /64, /56 and /48 of an IPv6 address.
 * Whoever has one address of a /64 has all 2^64. What is no address stands for itself.
 */
export function networksOf(address: string): ClientNetworks {
  if (isIPv4(address)) return [networkOfIpv4(address.split('.').map(Number))];
  if (!isIPv6(address)) return [address];
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(6);
  if (carriersOfIpv4.includes(textOf(groups.slice(0, 6)))) return [networkOfIpv4([high >> 8, high & 255, low >> 8, low & 255])];
  const [narrowest, ...wider] = ipv6Prefixes.map((length) => networkOfIpv6(groups, length));
  return [narrowest!, ...wider];
}

/** The widest network that can be one customer's: what is shared between customers is shared by it. */
export const widestOf = (networks: ClientNetworks): string => networks.at(-1)!;

const networkOfIpv4 = ([first, second, third]: number[]): string => `${first}.${second}.${third}.0/24`;

function networkOfIpv6(groups: number[], length: number): string {
  const masked = groups.map((group, index) => {
    const bits = Math.min(16, Math.max(0, length - index * 16));
    return group & (0xffff << (16 - bits));
  });
  return `${textOf(masked)}/${length}`;
}

const textOf = (groups: number[]): string => groups.map((group) => group.toString(16)).join(':');

/** The eight 16-bit groups of an IPv6 address. A zone (`fe80::1%eth0`) is left out. */
function groupsOf(address: string): number[] {
  const [text = ''] = address.split('%', 1);
  const [head = [], tail] = text.split('::', 2).map((part) => part.split(':').flatMap(groupsOfPart));
  if (tail === undefined) return head;
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/** One group, or the two of an embedded IPv4 address. */
function groupsOfPart(part: string): number[] {
  if (part === '') return [];
  if (!part.includes('.')) return [Number.parseInt(part, 16)];
  const [first = 0, second = 0, third = 0, fourth = 0] = part.split('.').map(Number);
  return [first * 256 + second, third * 256 + fourth];
}
