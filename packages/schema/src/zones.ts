/**
 * The wall clocks of the world, from the pinned tzdata that moment-timezone ships: only its data file is used, never the
 * host's own tz database, so that a plan means the same on every machine. Its transitions end in 2037.
 */
import data from 'moment-timezone/data/packed/latest.json' with { type: 'json' };
import type { ZoneTable } from './plan.ts';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX';
const MINUTE = 60_000;

/** The version of the tz database in use: kept with every run, since another version may give other instants. */
export const TZDATA_VERSION: string = data.version;

const packed = new Map(data.zones.map((zone) => [zone.slice(0, zone.indexOf('|')), zone]));
const links = new Map(
  data.links.map((link): [string, string] => {
    const [target = '', name = ''] = link.split('|');
    return [name, target];
  }),
);
const tables = new Map<string, ZoneTable>();

export const isZone = (name: string): boolean => packed.has(links.get(name) ?? name);

/** The offsets of a zone by its IANA name. @throws Error for a name that the database does not have. */
export function zoneTable(name: string): ZoneTable {
  const known = tables.get(name);
  if (known) return known;
  const line = packed.get(links.get(name) ?? name);
  if (line === undefined) throw new Error(`no zone ${name} in tzdata ${TZDATA_VERSION}`);
  const table = unpack(name, line);
  tables.set(name, table);
  return table;
}

/** `name|abbreviations|offsets|indices|untils|population`: base 60, offsets west of UTC, untils as differences in minutes. */
function unpack(zone: string, line: string): ZoneTable {
  const [, , offsets = '', indices = '', untils = ''] = line.split('|');
  const west = offsets.split(' ').map(fromBase60);
  const steps = untils === '' ? [] : untils.split(' ');
  let minutes = 0;
  return {
    zone,
    version: TZDATA_VERSION,
    untils: steps.map((step) => {
      minutes += fromBase60(step);
      return Math.round(minutes * MINUTE);
    }),
    offsets: [...indices].map((index) => 0 - (west[fromBase60(index)] ?? 0)),
  };
}

function fromBase60(text: string): number {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  let value = 0;
  for (const digit of whole) value = value * 60 + DIGITS.indexOf(digit);
  let weight = 1 / 60;
  for (const digit of fraction) {
    value += DIGITS.indexOf(digit) * weight;
    weight /= 60;
  }
  return negative ? -value : value;
}
