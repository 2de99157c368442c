import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networksOf } from './client-network.ts';

test.each([
  ['an IPv4 address', '203.0.113.9', ['203.0.113.0/24']],
  ['the same, mapped into IPv6', '::ffff:203.0.113.9', ['203.0.113.0/24']],
  ['the same, mapped and written in groups', '::ffff:cb00:7109', ['203.0.113.0/24']],
  ['the same, mapped and written in full', '0:0:0:0:0:FFFF:cb00:7109', ['203.0.113.0/24']],
  ['the same, behind NAT64', '64:ff9b::203.0.113.9', ['203.0.113.0/24']],
  ['this machine', '127.0.0.1', ['127.0.0.0/24']],
  ['this machine in IPv6', '::1', ['0:0:0:0:0:0:0:0/64', '0:0:0:0:0:0:0:0/56', '0:0:0:0:0:0:0:0/48']],
  [
    'an IPv6 address',
    '2001:db8:abcd:12ef:1:2:3:4',
    ['2001:db8:abcd:12ef:0:0:0:0/64', '2001:db8:abcd:1200:0:0:0:0/56', '2001:db8:abcd:0:0:0:0:0/48'],
  ],
  ['one with a zone', 'fe80::1%eth0', ['fe80:0:0:0:0:0:0:0/64', 'fe80:0:0:0:0:0:0:0/56', 'fe80:0:0:0:0:0:0:0/48']],
  ['what is no address', 'unknown', ['unknown']],
])('%s', (_, address, networks) => {
  expect(networksOf(address)).toEqual(networks);
});

const group = fc.integer({ min: 0, max: 0xffff });
// not the networks that carry IPv4
const site = fc.tuple(fc.integer({ min: 0x2000, max: 0x3fff }), group, group);
const ipv6 = (groups: number[]) => groups.map((each) => each.toString(16)).join(':');

test('rotating within a /64 changes no network, a new /64 of a /48 changes all but the widest', () => {
  fc.assert(
    fc.property(site, group, group, fc.array(group, { minLength: 8, maxLength: 8 }), (prefix, one, other, tails) => {
      const [here, there] = [networksOf(ipv6([...prefix, one, ...tails.slice(0, 4)])), networksOf(ipv6([...prefix, one, ...tails.slice(4)]))];
      expect(there).toEqual(here);
      const elsewhere = networksOf(ipv6([...prefix, other, ...tails.slice(4)]));
      expect(elsewhere[2]).toBe(here[2]);
      expect(elsewhere[1] === here[1]).toBe(one >> 8 === other >> 8);
      expect(elsewhere[0] === here[0]).toBe(one === other);
    }),
  );
});

test('an IPv4 address and every way to write it in IPv6 are one network', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      const groups = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
      for (const written of [`::ffff:${address}`, `::FFFF:${groups}`, `0:0:0:0:0:ffff:${groups}`]) expect(networksOf(written)).toEqual(networksOf(address));
    }),
  );
});
