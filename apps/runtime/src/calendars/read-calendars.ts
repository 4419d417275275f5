import type { CalendarYear } from '@suivi/schema';
import type { Pool, PoolClient } from 'pg';

const YEARS = 'SELECT name AS calendar, year, hash, off, make_up AS on FROM calendars';

/** Years of calendars, as many of those asked for as are known. */
export async function readCalendars(
  on: Pool | PoolClient,
  { names, years }: { names: readonly string[]; years: readonly number[] },
): Promise<CalendarYear[]> {
  const { rows } = await on.query<CalendarYear>(
    `${YEARS} WHERE name = ANY($1) AND year = ANY($2) ORDER BY name, year`,
    [names, years],
  );
  return rows;
}

/** All years that are known, by calendar. */
export async function knownCalendars(on: Pool | PoolClient): Promise<Record<string, CalendarYear[]>> {
  const { rows } = await on.query<CalendarYear>(`${YEARS} ORDER BY name, year`);
  const known: Record<string, CalendarYear[]> = {};
  for (const row of rows) {
    const years = known[row.calendar] ?? [];
    known[row.calendar] = years;
    years.push(row);
  }
  return known;
}
