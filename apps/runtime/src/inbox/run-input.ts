import { entryFields, pickFields, TRIAL_ENDED } from '@suivi/engine';
import { CLINICAL_HOLD, CLINICAL_RELEASE, DAY, type Plan, type PlanHash } from '@suivi/schema';
import { TZDATA_VERSION, zoneTable } from '@suivi/schema/zones';
import { wallInstant } from '../trials/wall-time.ts';
import type { JourneyRunInput } from '../workflows/contract.ts';
import { wallClockOf } from './wall-clock-of.ts';

/** An enrolment row that needs its workflow. */
export interface StartableRun {
  id: string;
  organization_id: string;
  journey_id: string;
  plan_hash: PlanHash;
  patient_id: string;
  /** The patient's own zone, if there is one. */
  zone: string | null;
  event_id: string;
  event_seq: number;
  event_type: string;
  event_data: Record<string, unknown>;
  entered_at: number;
  /** The visit of another run that waits for the end of this one. */
  called_by: string | null;
  /** Whether the patient was in a clinical hold when they entered. */
  clinical_hold: boolean;
  trial: { origin: number; began: number; scale: number; days: number; inclusive: boolean } | null;
}

export const STARTABLE = `SELECT r.id, r.organization_id, r.journey_id, r.plan_hash, r.patient_id, p.zone,
    r.event_id, r.event_seq, e.type AS event_type, e.data AS event_data, r.entered_at, r.called_by,
    coalesce((SELECT h.type = '${CLINICAL_HOLD}' FROM events h WHERE h.patient_id = r.patient_id AND h.seq <= r.event_seq
      AND h.type IN ('${CLINICAL_HOLD}', '${CLINICAL_RELEASE}') ORDER BY h.seq DESC LIMIT 1), false) AS clinical_hold,
    CASE WHEN t.id IS NOT NULL THEN jsonb_build_object(
      'origin', round(extract(epoch FROM tp.origin) * 1000), 'began', round(extract(epoch FROM t.started_at) * 1000),
      'scale', t.scale, 'days', t.days, 'inclusive', r.journey_id = ANY(t.inclusive_journeys)) END AS trial
  FROM runs r JOIN events e ON e.id = r.event_id JOIN patients p ON p.id = r.patient_id
  LEFT JOIN trials t ON t.id = r.trial_id
  LEFT JOIN trial_patients tp ON tp.trial_id = t.id AND tp.patient_id = r.patient_id`;

/** What a run starts with. Nothing of the patient's but an opaque key, and of the entry event only what the plan looks at. */
export function runInput(run: StartableRun, plan: Plan): JourneyRunInput {
  const { trial } = run;
  const zone = wallClockOf(run.zone, plan);
  const entry = pickFields(run.event_data, entryFields(plan));
  return {
    plan: { $plan: run.plan_hash },
    ...(trial || needsWallClock(plan) ? { zone: { $zone: zone, version: TZDATA_VERSION } } : {}),
    run: run.id,
    patient: run.patient_id,
    epoch: 0,
    enrol: {
      at: run.entered_at,
      seq: run.event_seq,
      event: { id: run.event_id, type: run.event_type },
      ...(Object.keys(entry).length > 0 ? { entry } : {}),
      ...(trial ? { closes: closing(trial, zone) } : {}),
      ...(run.clinical_hold ? { clinicalHold: true } : {}),
    },
    ...(run.called_by === null ? {} : { calledBy: run.called_by }),
    ...(trial ? { clock: { origin: trial.origin, began: trial.began, scale: trial.scale } } : {}),
  };
}

const closing = ({ origin, days, inclusive }: NonNullable<StartableRun['trial']>, zone: string) => ({
  at: wallInstant(zoneTable(zone), origin, days * DAY),
  outcome: TRIAL_ENDED,
  ...(inclusive ? { inclusive } : {}),
});

/** Whether any deadline is a local time; a history need not carry a wall clock that nobody looks at. */
function needsWallClock(plan: Plan): boolean {
  return Object.values(plan.ops).some((op) => {
    const until = op.op === 'wait' ? op.until : op.op === 'act' ? op.pending?.until : undefined;
    return until !== undefined && !('after' in until.deadline || 'sinceEntry' in until.deadline);
  });
}
