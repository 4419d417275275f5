import { ENROL_EVENT, type EpochMs, type Plan, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v4 as uuidv4 } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { acceptEvent } from '../inbox/accept-event.ts';
import { patientNow } from '../tasks/patient-clock.ts';
import { beginTrial } from '../trials/begin-trial.ts';
import { CLOCK_SKEW, instantOf } from './instants.ts';
import { patientByAnyId } from './patients.ts';

/**
 * Asks for an enrolment by hand or by API: an event in the inbox like any other. Equal idempotency keys ask once.
 * @throws SuiviError PATIENT_UNKNOWN, JOURNEY_UNKNOWN, JOURNEY_NOT_PUBLISHED (also while paused), JOURNEY_TEST_ONLY,
 *   INSTANT_IN_FUTURE, MESSAGE_ID_REUSED; INPUT_INVALID for a real patient with an instant in the past.
 */
export async function enrol(
  tx: PoolClient,
  caller: Caller,
  input: { journey: string; patient: string; at?: string | undefined; idempotencyKey?: string | undefined },
  now: EpochMs,
): Promise<{ event: string; duplicate: boolean }> {
  const testOnly = await takesTestOnly(tx, input.journey);
  const patient = await patientByAnyId(tx, input.patient);
  const at = input.at === undefined ? await patientNow(tx, patient.id, now) : instantOf(input.at, now);
  if (!patient.test) refuseReal({ testOnly, past: at < now - CLOCK_SKEW });
  const { organizationId, userId, name } = caller;
  await beginTrial(tx, patient.id, at);
  const accepted = await acceptEvent(tx, {
    organizationId,
    patientId: patient.id,
    messageId: `enrol:${input.idempotencyKey ?? uuidv4()}`,
    type: ENROL_EVENT,
    at,
    data: { journey: input.journey },
  });
  if (!accepted.duplicate) {
    await audit(tx, {
      organizationId,
      by: userId,
      byName: name,
      action: 'run.enrolled',
      subject: input.journey,
      detail: { event: accepted.event, patient: patient.id },
    });
  }
  return accepted;
}

/** Waits that lie in the past would all fire at once: fine to look at, never for a real patient. */
function refuseReal({ testOnly, past }: { testOnly: boolean; past: boolean }): void {
  if (testOnly) throw new SuiviError('JOURNEY_TEST_ONLY');
  if (past) throw new SuiviError('INPUT_INVALID', { field: 'at', reason: 'in the past, for test patients only' });
}

async function takesTestOnly(tx: PoolClient, journey: string): Promise<boolean> {
  const { rows } = await tx.query<{ active: boolean; body: string | null }>(
    `SELECT j.active, p.body FROM journeys j
     LEFT JOIN journey_versions v ON v.journey_id = j.id
     LEFT JOIN plans p ON p.hash = v.plan_hash
     WHERE j.id = $1 ORDER BY v.number DESC NULLS LAST LIMIT 1`,
    [journey],
  );
  const [row] = rows;
  if (!row) throw new SuiviError('JOURNEY_UNKNOWN');
  if (row.body === null || !row.active) throw new SuiviError('JOURNEY_NOT_PUBLISHED');
  return (JSON.parse(row.body) as Plan).testOnly;
}
