import type { CalendarYear } from '@suivi/schema';

const DAY = 86_400_000;

/** What the known years of a work-day calendar say about the distances between work days. */
export interface OffDays {
  /** The longest row of days off, in days. */
  longest: number;
  /** The largest number of days from any day to the n-th work day after it; for 0 to the first one from that day on. */
  until(workDays: number): number;
}

/**
 * Looks through the known years once. A year that nobody knows yet is taken to be no worse than those: who comes to one
 * is held until it is added.
 */
export function offDays(years: readonly CalendarYear[]): OffDays | undefined {
  if (years.length === 0) return undefined;
  const works = [...years].sort((a, b) => a.year - b.year).flatMap(workDaysOf);
  let longest = 0;
  let row = 0;
  for (const work of works) {
    row = work ? 0 : row + 1;
    longest = Math.max(longest, row);
  }
  const known = new Map<number, number>();
  return {
    longest,
    until: (count) => {
      const found = known.get(count) ?? farthest(works, count, longest);
      known.set(count, found);
      return found;
    },
  };
}

function workDaysOf({ year, off, on }: CalendarYear): boolean[] {
  const [closed, made] = [new Set(off), new Set(on)];
  const first = Date.UTC(year, 0, 1);
  const days = Math.round((Date.UTC(year + 1, 0, 1) - first) / DAY);
  return Array.from({ length: days }, (_, k) => {
    const date = new Date(first + k * DAY);
    const name = date.toISOString().slice(5, 10);
    const weekend = date.getUTCDay() % 6 === 0;
    return made.has(name) || (!weekend && !closed.has(name));
  });
}

/** Slides over the known days; what reaches past their end takes one day in three to be off, and the longest row once more. */
function farthest(works: readonly boolean[], count: number, longest: number): number {
  const places = works.flatMap((work, at) => (work ? [at] : []));
  let far = 0;
  let next = 0;
  for (let day = 0; day < works.length; day++) {
    while ((places[next] ?? Number.POSITIVE_INFINITY) < day + (count === 0 ? 0 : 1)) next++;
    const reached = places[next + Math.max(0, count - 1)];
    if (reached !== undefined) far = Math.max(far, reached - day);
  }
  return Math.max(far, count > places.length / 2 ? Math.ceil(count * 1.6) + 2 * longest : 0);
}
