import ipaddr from 'ipaddr.js';

type Range = ReturnType<ipaddr.IPv4['range']> | ReturnType<ipaddr.IPv6['range']>;

/** Where an origin of the own network may lie. Link-local is never among them: most clouds' metadata service is there. */
const INSIDE: readonly Range[] = ['unicast', 'private', 'loopback', 'uniqueLocal', 'carrierGradeNat'];

/** Metadata services that lie elsewhere: they hand out credentials to whoever asks. */
const METADATA: readonly string[] = ['100.100.100.200', 'fd00:ec2::254', '192.0.0.192'];

/** Whether an address may be called: outside only what the whole internet routes, inside also what is private. */
export function mayCall(address: string, place: 'outside' | 'inside'): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare) || METADATA.includes(ipaddr.process(bare).toString())) return false;
  const range = rangeOf(bare);
  return place === 'inside' ? INSIDE.includes(range) : range === 'unicast';
}

/** An IPv4 address that is wrapped into an IPv6 one counts as what it leads to. */
function rangeOf(text: string): Range {
  const address = ipaddr.process(text);
  if (!(address instanceof ipaddr.IPv6)) return address.range();
  const [a = 0, b = 0] = address.parts;
  // `::7f00:1`, the wrapping that was given up in 2006, and `fec0::/10`, the private range of before.
  if (address.parts.slice(0, 6).every((part) => part === 0) || (a & 0xffc0) === 0xfec0) {
    return address.range() === 'loopback' ? 'loopback' : 'reserved';
  }
  // `64:ff9b:1::/48`: NAT64 of the own network.
  if (a === 0x64 && b === 0xff9b) return 'reserved';
  return address.range();
}
