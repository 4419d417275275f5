import { expect, test } from 'vitest';
import { mayCall } from './address-guard.ts';

test.each([
  ['0.0.0.0', 'unspecified'],
  ['10.0.0.1', 'private'],
  ['172.16.5.4', 'private'],
  ['192.168.1.1', 'private'],
  ['127.0.0.1', 'loopback'],
  ['127.1.2.3', 'loopback'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['169.254.169.254', 'metadata of the cloud'],
  ['100.100.100.200', 'metadata of another cloud'],
  ['192.0.2.1', 'documentation'],
  ['198.18.0.1', 'benchmarks'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['240.0.0.1', 'reserved'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local with its interface'],
  ['fc00::1', 'unique-local'],
  ['fd00:ec2::254', 'metadata over IPv6'],
  ['fec0::1', 'site-local of before'],
  ['ff02::1', 'multicast'],
  ['::ffff:10.0.0.1', 'private, mapped'],
  ['::ffff:7f00:1', 'loopback, mapped'],
  ['::127.0.0.1', 'loopback, wrapped the old way'],
  ['64:ff9b::a00:1', 'private behind NAT64'],
  ['64:ff9b:1::1', 'NAT64 of the own network'],
  ['2002:a00:1::', 'private behind 6to4'],
  ['2001:db8::1', 'documentation'],
  ['not-an-address', 'nothing'],
])('%s (%s) is not called', (address) => {
  expect(mayCall(address, 'outside')).toBe(false);
});

test.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '[2606:4700::1111]', '::ffff:8.8.8.8'])(
  '%s is called',
  (address) => {
    expect(mayCall(address, 'outside')).toBe(true);
  },
);

test('an origin of the own network may be private or this machine, and never the metadata service', () => {
  for (const address of ['10.0.0.1', '127.0.0.1', '::1', 'fd00::1', '100.64.0.1'])
    expect(mayCall(address, 'inside')).toBe(true);
  for (const address of [
    '169.254.169.254',
    '::ffff:169.254.169.254',
    'fe80::1',
    '0.0.0.0',
    '224.0.0.1',
    '::7f00:1',
    '100.100.100.200',
    'fd00:ec2::254',
  ])
    expect(mayCall(address, 'inside')).toBe(false);
});
