import type { Plan } from '@suivi/schema';
import { isZone } from '@suivi/schema/zones';

/** Whose wall clock counts: the patient's own zone, unless the tz database does not know it; else the journey's. */
export const wallClockOf = (patientZone: string | null, plan: Plan): string =>
  patientZone !== null && isZone(patientZone) ? patientZone : plan.zone;
