import { expect, test } from 'vitest';
import { isZone, zoneTable } from './zones.ts';

const YEARS = { from: Date.UTC(2024, 0, 1), to: Date.UTC(2029, 0, 1) };
const ZONES = [
  'America/Chicago',
  'Asia/Shanghai',
  'Europe/Paris',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Asia/Kathmandu',
];
const HOUR = 3_600_000;

/** What the platform says, as an independent witness. */
function offsetOfHost(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return (wall - Math.floor(at / 1000) * 1000) / 60_000;
}

test.each(ZONES)('%s: every transition of five years is where the platform has it', (name) => {
  const { untils, offsets } = zoneTable(name);
  const inside = untils.flatMap((until, index) => (until > YEARS.from && until < YEARS.to ? [index] : []));
  for (const index of inside) {
    const until = untils[index] ?? 0;
    expect(offsets[index]).toBe(offsetOfHost(name, until - 1));
    expect(offsets[index + 1]).toBe(offsetOfHost(name, until));
  }
  for (let at = YEARS.from; at < YEARS.to; at += 997 * HOUR) {
    const index = untils.findIndex((until) => at < until);
    expect(offsets[index === -1 ? untils.length : index]).toBe(offsetOfHost(name, at));
  }
});

test('a link is known by either name, anything else by none', () => {
  expect(zoneTable('Asia/Chongqing').offsets).toEqual(zoneTable('Asia/Shanghai').offsets);
  expect(isZone('Mars/Olympus')).toBe(false);
  expect(() => zoneTable('Mars/Olympus')).toThrow(/no zone/);
});
