// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { stampText, timeText, zoneMark } from './time.ts';

/** Midnight in Chicago before and in daylight saving time. */
const WINTER = Date.UTC(2026, 2, 1, 6);
const SUMMER = Date.UTC(2026, 6, 1, 5);
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

describe('times of somebody in another zone', () => {
  it('are of their wall clock, in winter and in summer', () => {
    for (const locale of ['zh', 'en'] as const) {
      expect(timeText(WINTER, 'dayClock', locale, 'America/Chicago')).toBe('03-01 00:00');
      expect(timeText(SUMMER, 'clockSeconds', locale, 'America/Chicago')).toBe('00:00:00');
    }
    expect(timeText(WINTER - 1, 'day', 'en', 'America/Chicago')).toBe('February 28');
  });

  it('name the zone where the reader would take them for their own, and only there', () => {
    const marks = [
      [WINTER, 'Asia/Kathmandu'],
      [WINTER, 'Pacific/Kiritimati'],
      [SUMMER, 'Pacific/Kiritimati'],
    ] as const;
    expect(marks.map(([at, zone]) => zoneMark(at, zone))).toEqual(['GMT+5:45', 'GMT+14', 'GMT+14']);
    expect(stampText(WINTER, 'zh', 'Pacific/Kiritimati')).toBe('03-01 20:00 GMT+14');
    expect(zoneMark(WINTER, ownZone)).toBe('');
    expect(stampText(WINTER, 'en', undefined)).toBe(timeText(WINTER, 'dayClock', 'en'));
  });

  it('are read on the reader’s clock, unnamed, in a browser that does not know the zone', () => {
    expect(stampText(WINTER, 'en', 'Mars/Olympus')).toBe(timeText(WINTER, 'dayClock', 'en'));
  });
});
