import type { Services } from '../api/services.ts';
import type { Database } from '../database/database.ts';

export interface RestOptions {
  db: Database;
  services: Services;
  /** The clock against which the instants of events are checked. */
  now(): number;
}
