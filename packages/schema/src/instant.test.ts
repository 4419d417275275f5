import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MAX_DURATION, MINUTE, parseDuration, parseInstant, SECOND } from './instant.ts';

describe('an instant', () => {
  test('is read with its offset', () => {
    expect(parseInstant('2026-01-31T09:00:00+08:00')).toBe(Date.UTC(2026, 0, 31, 1));
    expect(parseInstant('2026-01-31T01:00:00Z')).toBe(Date.UTC(2026, 0, 31, 1));
    expect(parseInstant('2026-01-30T19:30:00-05:30')).toBe(Date.UTC(2026, 0, 31, 1));
  });

  test('keeps milliseconds and drops what is finer', () => {
    expect(parseInstant('2026-01-31T01:00:00.123456789Z')).toBe(Date.UTC(2026, 0, 31, 1, 0, 0, 123));
  });

  test.each(['2026-02-30', '2026-02-29', '2026-04-31', '2026-00-10', '2026-13-01', '2026-01-00', '2100-02-29'])(
    'on %s, a day that does not exist, is refused instead of moved',
    (date) => expect(parseInstant(`${date}T09:00:00+08:00`)).toBeUndefined(),
  );

  test.each(['2028-02-29', '2000-02-29'])('on %s, a leap day, is read', (date) => {
    expect(parseInstant(`${date}T09:00:00+08:00`)).toBe(Date.parse(`${date}T01:00:00Z`));
  });

  test.each([
    '2026-01-31T09:00:00',
    '2026-01-31',
    '2026-01-31 09:00:00+08:00',
    '2026-01-31T09:00+08:00',
    '2026-1-31T09:00:00+08:00',
    '2026-01-31T09:00:00+0800',
    '2026-01-31T09:00:00+08:00 ',
    '２０２６-01-31T09:00:00+08:00',
    '',
  ])('written as "%s", without offset or in another form, is refused', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  test.each(['24:00:00Z', '09:60:00Z', '09:00:60Z', '09:00:00+24:00', '09:00:00+08:60'])(
    'at %s, a time that does not exist, is refused',
    (time) => expect(parseInstant(`2026-01-31T${time}`)).toBeUndefined(),
  );
});

describe('a duration', () => {
  test.each([
    ['PT1S', SECOND],
    ['PT90M', 90 * MINUTE],
    ['PT24H', DAY],
    ['P1D', DAY],
    ['P2W', 14 * DAY],
    ['P1DT12H', DAY + 12 * HOUR],
    ['P1W1DT1H1M1S', 8 * DAY + HOUR + MINUTE + SECOND],
  ])('%s has a fixed length', (text, length) => expect(parseDuration(text)).toBe(length));

  test.each([
    'P',
    'PT',
    'P1DT',
    'P0D',
    'PT0S',
    'P1M',
    'P1Y',
    'P1.5D',
    '-P1D',
    'P-1D',
    'p1d',
    '7',
    'P1D ',
    'PT1H1D',
    '',
  ])('"%s" is refused: empty, zero, of no fixed length or malformed', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );

  test('may last ten years and not a day more', () => {
    expect(parseDuration('P3660D')).toBe(MAX_DURATION);
    expect(parseDuration('P3661D')).toBeUndefined();
    expect(parseDuration('P3660DT1S')).toBeUndefined();
  });
});
