import type { CalendarYear, Diagnostic, EpochMs, Journey } from '@suivi/schema';

/** What an installation has beyond the journey itself. */
export interface Catalog {
  /** Whether the tz database in use has this zone. The database is large, so a browser asks its own instead. */
  isZone?(name: string): boolean;
  /** Ids of the organization's journeys by the names under which others call them: key or title. */
  journeys?: ReadonlyMap<string, string>;
  /** The journeys that each journey calls, by id: to find circles of calls. */
  calls?: ReadonlyMap<string, readonly string[]>;
  /** The known years of each work-day calendar, by its name. */
  calendars?: Readonly<Record<string, readonly CalendarYear[]>>;
  /** The instant for which to look whether the calendars reach far enough; without it they are not looked at. */
  now?: EpochMs;
  /** Names of prescription drugs, as events carry them. */
  prescriptionDrugs?: readonly string[];
  /** Units of the patient's fields, by key. */
  units?: Readonly<Record<string, string>>;
}

export function checkZone({ zone }: Journey, { isZone = hostKnows }: Catalog): Diagnostic[] {
  return isZone(zone) ? [] : [{ code: 'ZONE_UNKNOWN', severity: 'error', params: { zone } }];
}

/** Only whether the name exists is asked of the host: instants always come from the pinned database. */
function hostKnows(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    // An offset (`+08:00`) is taken by some hosts and is no name of a zone.
    return !/^[+-]/.test(zone);
  } catch {
    return false;
  }
}
