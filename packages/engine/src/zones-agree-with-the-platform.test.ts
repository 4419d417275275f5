import { zoneTable } from '@suivi/schema/zones';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf, offsetAt, wallTime } from './local-time.ts';

/** Of every kind: no clock change, one of an hour, of half an hour, of two, at midnight, by Ramadan, given up or taken up. */
const ZONES = [
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Asia/Jerusalem',
  'Asia/Tehran',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Europe/London',
  'Europe/Paris',
  'America/New_York',
  'America/Chicago',
  'America/St_Johns',
  'America/Santiago',
  'America/Havana',
  'America/Nuuk',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Auckland',
  'Pacific/Apia',
  'Antarctica/Troll',
];
const YEARS = { from: Date.UTC(2021, 0, 1), to: Date.UTC(2026, 0, 1) };
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/** The platform's clock, as an independent witness: what it shows at an instant, as if it were UTC. */
function platformClock(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (at) => {
    // `6/8/2026, 09:00`
    const [month, day, year, hour, minute] = (format.format(at).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0, hour ?? 0, minute ?? 0);
  };
}

/** Around every change of the clock: each minute of an hour on both sides and each hour of two days; else every 61 hours. */
function instantsOf(zone: string): number[] {
  const instants: number[] = [];
  for (let at = YEARS.from; at < YEARS.to; at += 61 * HOUR) instants.push(at);
  for (const until of zoneTable(zone).untils) {
    if (until < YEARS.from || until >= YEARS.to) continue;
    for (let k = -60; k <= 60; k++) instants.push(until + k * MINUTE);
    for (let k = -48; k <= 48; k++) instants.push(until + k * HOUR);
  }
  return instants;
}

const wallOf = (zone: string, at: number): number => {
  const { day, time } = wallTime(zoneTable(zone), at);
  return day * DAY + time;
};

describe.each(ZONES)('%s, through five years and every change of its clock', (zone) => {
  const clock = platformClock(zone);

  test('the patient’s clock shows what the platform’s does', () => {
    for (const at of instantsOf(zone)) {
      if (wallOf(zone, at) !== clock(at)) expect([at, wallOf(zone, at)]).toEqual([at, clock(at)]);
    }
  });

  test('the instant of a local time is the first at which the platform’s clock shows it', () => {
    const table = zoneTable(zone);
    for (const at of instantsOf(zone)) {
      const back = instantOf(table, wallTime(table, at));
      if (back === at) continue;
      // The second copy of a time that comes twice: the platform must show the same at both, and not the same before.
      expect(back).toBeLessThan(at);
      expect(clock(back)).toBe(clock(at));
      expect(clock(back - MINUTE)).not.toBe(clock(at));
    }
  });
});

describe('there and back again, for every zone and instant from 1990 to 2040', () => {
  const zone = fc.constantFrom(...ZONES, 'America/Sao_Paulo', 'Pacific/Kwajalein', 'Asia/Pyongyang').map(zoneTable);
  const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) });
  const nearChange = fc
    .tuple(zone, fc.nat(), fc.integer({ min: -2 * DAY, max: 2 * DAY }))
    .map(([table, n, off]) => ({ table, at: (modern(table.untils)[n % modern(table.untils).length] ?? 0) + off }));
  const anywhere = fc.oneof(fc.record({ table: zone, at: instant }), nearChange);
  const modern = (untils: number[]) => {
    const late = untils.filter((until) => until > Date.UTC(1990, 0, 1));
    return late.length > 0 ? late : [Date.UTC(2000, 0, 1)];
  };

  test('an instant comes back as itself, or as the first of two that look the same', () => {
    fc.assert(
      fc.property(anywhere, ({ table, at }) => {
        const wall = wallTime(table, at);
        const back = instantOf(table, wall);
        expect(wallTime(table, back)).toEqual(wall);
        expect(back).toBeLessThanOrEqual(at);
        if (back < at) expect(at - back).toBe((offsetAt(table, back) - offsetAt(table, at)) * MINUTE);
      }),
      { numRuns: 5_000 },
    );
  });

  test('a later local time of a day is never an earlier instant', () => {
    fc.assert(
      fc.property(anywhere, fc.integer({ min: 0, max: 2 * DAY }), ({ table, at }, more) => {
        const { day, time } = wallTime(table, at);
        const [first, second] = [time, Math.min(DAY - 1, time + more)];
        expect(instantOf(table, { day, time: second })).toBeGreaterThanOrEqual(instantOf(table, { day, time: first }));
      }),
      { numRuns: 2_000 },
    );
  });
});
