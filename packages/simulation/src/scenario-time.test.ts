import { zoneTable } from '@suivi/schema/zones';
import { expect, test } from 'vitest';
import { instantAt, localTime, parseTime } from './scenario-time.ts';

const shanghai = zoneTable('Asia/Shanghai');
const entry = Date.parse('2026-03-02T09:10:00+08:00');

function local(text: string, from = entry, zone = shanghai): string | undefined {
  const time = parseTime(text);
  return time && localTime(zone, instantAt(time, from, zone));
}

test('times are absolute, calendar days later, or a length of time later', () => {
  expect(local('2026-03-04 08:00')).toBe('2026-03-04 08:00');
  expect(local('2026-03-04 08:00:20')).toBe('2026-03-04 08:00:20');
  expect(local('+3d 10:00')).toBe('2026-03-05 10:00');
  expect(local('+3d')).toBe('2026-03-05 09:10');
  expect(local('+0d 23:59')).toBe('2026-03-02 23:59');
  expect(local('+PT90M')).toBe('2026-03-02 10:40');
  expect(local('+PT0S')).toBe('2026-03-02 09:10');
});

test('a relative time may count from the arrival at a node, and from its n-th visit', () => {
  expect(parseTime('+PT2H after ask')).toMatchObject({ after: { node: 'ask', visit: 1 } });
  expect(parseTime('+1d 10:00 after K1#2')).toMatchObject({ after: { node: 'K1', visit: 2 } });
});

test('a calendar day is one of the wall clock, also where it has 23 hours', () => {
  const berlin = zoneTable('Europe/Berlin');
  expect(local('+1d 09:00', Date.parse('2026-03-28T09:00:00+01:00'), berlin)).toBe('2026-03-29 09:00');
  expect(local('+PT24H', Date.parse('2026-03-28T09:00:00+01:00'), berlin)).toBe('2026-03-29 10:00');
});

test.each([
  '',
  'tomorrow',
  '2026-02-30 10:00',
  '2026-03-02',
  '+1d 24:00',
  '+1 day',
  '+P1M',
  '2026-03-02 10:00 after ask',
])('“%s” is no time', (text) => {
  expect(parseTime(text)).toBeUndefined();
});
