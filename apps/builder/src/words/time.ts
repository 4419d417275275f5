import type { EpochMs, Locale } from '@suivi/schema';
import { langTag } from './words.ts';

type Style = 'clock' | 'clockSeconds' | 'dayClock' | 'day';

const OPTIONS: Record<Style, Intl.DateTimeFormatOptions> = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  clockSeconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  dayClock: { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { month: 'long', day: 'numeric' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * An instant on the wall clock of an IANA zone, or without one on the reader's own: `14:32`, `14:35:08`, `11-19 09:05`,
 * `11月19日`.
 */
export function timeText(at: EpochMs, style: Style, locale: Locale, zone?: string): string {
  const format = formatOf(`${style}/${locale}`, langTag(locale), OPTIONS[style], zone);
  if (style !== 'dayClock') return format.format(at);
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.month}-${part.day} ${part.hour}:${part.minute}`;
}

/** `GMT-6` where the clock of this zone shows another time than the reader's at this instant; else empty. */
export function zoneMark(at: EpochMs, zone: string | undefined): string {
  const there = offsetText(at, zone);
  return there === offsetText(at, undefined) ? '' : there;
}

/** Day and time of somebody among people of other zones: `03-28 00:00`, or `03-28 00:00 GMT-6` where that is not the reader's. */
export function stampText(at: EpochMs, locale: Locale, zone: string | undefined): string {
  return [timeText(at, 'dayClock', locale, zone), zoneMark(at, zone)].filter(Boolean).join(' ');
}

function offsetText(at: EpochMs, zone: string | undefined): string {
  const parts = formatOf('offset', 'en', { timeZoneName: 'shortOffset' }, zone).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

function formatOf(name: string, language: string, options: Intl.DateTimeFormatOptions, zone: string | undefined) {
  const key = `${name}/${zone ?? ''}`;
  const format = formats.get(key) ?? newFormat(language, options, zone);
  formats.set(key, format);
  return format;
}

/** A zone that this browser does not know yet is read on the reader's clock, and then not named either. */
function newFormat(language: string, options: Intl.DateTimeFormatOptions, timeZone: string | undefined) {
  try {
    return new Intl.DateTimeFormat(language, { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat(language, options);
  }
}

/**
 * The instant at which a clock of this zone shows what was typed into a `datetime-local` input; undefined for what is no
 * time. A time that a clock change leaves out or brings twice is taken as the browser's tables have it.
 */
export function instantIn(text: string, zone: string): EpochMs | undefined {
  const wall = Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return undefined;
  // The offset of the guess may be that of the other side of a clock change: a second look settles it.
  const first = wall - offsetAt(wall, zone);
  return wall - offsetAt(first, zone);
}

/** Milliseconds east of UTC. */
function offsetAt(at: EpochMs, zone: string): number {
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  };
  const parts = formatOf('wall', 'en', options, zone).formatToParts(at);
  const read = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(read.year ?? 0, (read.month ?? 1) - 1, read.day, read.hour, read.minute, read.second);
  return shown - Math.floor(at / 1_000) * 1_000;
}

/** `1,284`: the same digits and grouping in both languages. */
export const numberText = (value: number): string => value.toLocaleString('en-US');
