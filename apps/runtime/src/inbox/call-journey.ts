import { actKey } from '@suivi/engine';
import { ENROL_EVENT, type EpochMs, JOURNEY_ENDED } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { type Database, transaction } from '../database/database.ts';
import { recordSafely } from '../projection/record-safely.ts';
import type { ActInput, ActResult, CallJourneyWith, EndCallWith } from '../workflows/contract.ts';
import { acceptEvent } from './accept-event.ts';

/** Why another journey could not begin: it takes nobody in, or it does not exist (any more). */
const NOT_ACTIVE: ActResult = { outcome: 'failed', detail: { reason: 'journey' } };

/** The outcome of a call whose journey could not begin. */
const FAILED = 'failed';

/**
 * The activity: asks for the patient's enrolment in another journey, through the inbox like every other one. With
 * `waits` the run goes on with what becomes of it: an event of the other run's end, or of its not having begun.
 */
export function makeCallJourney(db: Database, report: (code: string) => void, { waits }: { waits: boolean }) {
  return (input: ActInput<CallJourneyWith>): Promise<ActResult> =>
    transaction(db.worker, async (tx) => {
      await recordSafely(tx, input.trail, report);
      const act = actKey(input.trail.run, input.node, input.visit);
      const { rows } = await tx.query<{ organization_id: string; patient_id: string; active: boolean }>(
        `SELECT r.organization_id, r.patient_id, EXISTS (
           SELECT FROM journeys j JOIN journey_versions v ON v.journey_id = j.id
           WHERE j.id::text = $2 AND j.organization_id = r.organization_id AND j.active) AS active
         FROM runs r WHERE r.id = $1`,
        [input.trail.run, input.with.journey],
      );
      const [home] = rows;
      if (!home) throw new Error(`call of run ${input.trail.run}, which does not exist`);
      if (!home.active) return NOT_ACTIVE;
      await acceptEvent(tx, {
        organizationId: home.organization_id,
        patientId: home.patient_id,
        messageId: `call:${act}`,
        type: ENROL_EVENT,
        at: input.at,
        data: { journey: input.with.journey, ...(waits ? { calledBy: act } : {}) },
      });
      return waits ? { outcome: 'pending' } : { outcome: 'done' };
    });
}

/** The activity: tells the run that called this one how it ended. */
export function makeEndCall(db: Database, report: (code: string) => void) {
  return (input: ActInput<EndCallWith>): Promise<ActResult> =>
    transaction(db.worker, async (tx) => {
      await recordSafely(tx, input.trail, report);
      const { rows } = await tx.query<Home>('SELECT organization_id, patient_id FROM runs WHERE id = $1', [
        input.trail.run,
      ]);
      const [home] = rows;
      if (!home) throw new Error(`end of run ${input.trail.run}, which does not exist`);
      await tell(tx, home, { ...input.with, at: input.at });
      return { outcome: 'done' };
    });
}

interface Home {
  organization_id: string;
  patient_id: string;
}

/** Tells the visit that called a journey that it did not begin: refused by its own re-entry, or for test patients only. */
export const tellNotBegun = (tx: PoolClient, home: Home, act: string, at: EpochMs): Promise<void> =>
  tell(tx, home, { act, outcome: FAILED, at });

async function tell(
  tx: PoolClient,
  home: Home,
  { act, outcome, at }: { act: string; outcome: string; at: EpochMs },
): Promise<void> {
  await acceptEvent(tx, {
    organizationId: home.organization_id,
    patientId: home.patient_id,
    messageId: `called:${act}`,
    type: JOURNEY_ENDED,
    at,
    data: { act, outcome },
  });
}
