import type { NodeId } from '@suivi/schema';

/** A field of the patient was written: `{key}`. The engine asks for today's values where a wait or rule looks at it. */
export const FIELD_CHANGED = 'field.changed';

/** A year of a work-day calendar was added: `{calendar, year}`. */
export const CALENDAR_ADDED = 'calendar.added';

/** The patient is held in all journeys, and the hold is lifted. */
export const CLINICAL_HOLD = 'clinical.hold';
export const CLINICAL_RELEASE = 'clinical.released';

/** Outcome of a run whose trial is over. */
export const TRIAL_ENDED = 'trial-ended';

/** Names one visit of one run: the key of its outbox row or to-do, and how a completing event says whom it completes. */
export const actKey = (run: string, node: NodeId, visit: number): string => `${run}/${node}/${visit}`;
