import { SuiviError, ZONE_KEY, type ZoneTable } from '@suivi/schema';
import { TZDATA_VERSION, zoneTable } from '@suivi/schema/zones';

/**
 * The table that a run's reference to its wall clock means.
 * @throws SuiviError ZONE_VERSION_UNKNOWN: another tz database may give other instants, and a run must keep its own.
 */
export function wallClock(reference: Record<string, unknown>): ZoneTable {
  const { version } = reference;
  if (version !== TZDATA_VERSION) {
    throw new SuiviError('ZONE_VERSION_UNKNOWN', { version: String(version), own: TZDATA_VERSION });
  }
  return zoneTable(String(reference[ZONE_KEY]));
}
