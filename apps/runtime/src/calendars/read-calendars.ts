import type { CalendarYear } from '@suivi/schema';
import type { Pool, PoolClient } from 'pg';

/** Years of calendars, as many of those asked for as are known. */
export async function readCalendars(
  on: Pool | PoolClient,
  { names, years }: { names: readonly string[]; years: readonly number[] },
): Promise<CalendarYear[]> {
  const { rows } = await on.query<CalendarYear>(
    `SELECT name AS calendar, year, hash, off, make_up AS on FROM calendars
     WHERE name = ANY($1) AND year = ANY($2) ORDER BY name, year`,
    [names, years],
  );
  return rows;
}

/** All years that are known, by calendar. */
export async function knownCalendars(on: Pool | PoolClient): Promise<Record<string, CalendarYear[]>> {
  const { rows } = await on.query<CalendarYear>(
    'SELECT name AS calendar, year, hash, off, make_up AS on FROM calendars ORDER BY name, year',
  );
  const known: Record<string, CalendarYear[]> = {};
  for (const row of rows) known[row.calendar] = [...(known[row.calendar] ?? []), row];
  return known;
}
