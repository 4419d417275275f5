import type { Say } from '../words/words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time as staff say it: `3 小时 42 分`, `2 天 4 小时`; below a minute counts as one. */
export function lengthText(ms: number, say: Say): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / MINUTE)) * MINUTE;
  const [days, hours, rest] = [
    Math.floor(minutes / DAY),
    Math.floor((minutes % DAY) / HOUR),
    (minutes % HOUR) / MINUTE,
  ];
  if (days > 0)
    return [say('work.day', { count: days }), hours > 0 && say('work.hour', { count: hours })]
      .filter(Boolean)
      .join(' ');
  return [hours > 0 && say('work.hour', { count: hours }), rest > 0 && say('work.minute', { count: rest })]
    .filter(Boolean)
    .join(' ');
}

export const SECTIONS = ['overdue', 'soon', 'today', 'later', 'noDue'] as const;
export type Section = (typeof SECTIONS)[number];

/** Under which heading an item stands, by the time that is left for it. */
export function sectionOf(leftMs: number | undefined, now: number): Section {
  if (leftMs === undefined) return 'noDue';
  if (leftMs < 0) return 'overdue';
  if (leftMs <= 4 * HOUR) return 'soon';
  return new Date(now + leftMs).toDateString() === new Date(now).toDateString() ? 'today' : 'later';
}
