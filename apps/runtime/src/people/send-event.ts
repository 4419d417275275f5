import { type EpochMs, OWN_EVENTS, type PatientEvent, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v4 as uuidv4 } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { acceptEvent } from '../inbox/accept-event.ts';
import { patientNow } from '../tasks/patient-clock.ts';
import { instantOf } from './instants.ts';
import { patientByAnyId, patientByExternalId } from './patients.ts';

interface Accepted {
  event: string;
  duplicate: boolean;
}

/**
 * Takes an event from another system into the inbox.
 * @throws SuiviError PATIENT_UNKNOWN, INSTANT_IN_FUTURE, MESSAGE_ID_REUSED; EVENT_RESERVED.
 */
export async function receiveEvent(
  tx: PoolClient,
  caller: Caller,
  event: PatientEvent,
  now: EpochMs,
): Promise<Accepted> {
  refuseOwnEvents(event.type);
  const patient = await patientByExternalId(tx, event.patient);
  // Without an instant it happens now, on the clock that the patient lives by.
  const at = event.at === undefined ? await patientNow(tx, patient.id, now) : instantOf(event.at, now);
  const { messageId, type, data } = event;
  return acceptEvent(tx, { organizationId: caller.organizationId, patientId: patient.id, messageId, type, at, data });
}

/** Sends an event for a test patient. @throws SuiviError PATIENT_UNKNOWN; INPUT_INVALID for a real patient. */
export async function sendTestEvent(
  tx: PoolClient,
  caller: Caller,
  input: { patient: string; type: string; data: Record<string, unknown> },
  now: EpochMs,
): Promise<Accepted> {
  refuseOwnEvents(input.type);
  const patient = await patientByAnyId(tx, input.patient);
  if (!patient.test) throw new SuiviError('INPUT_INVALID', { field: 'patient', reason: 'not a test patient' });
  const { organizationId, userId, name } = caller;
  const accepted = await acceptEvent(tx, {
    organizationId,
    patientId: patient.id,
    messageId: `test:${uuidv4()}`,
    type: input.type,
    at: await patientNow(tx, patient.id, now),
    data: input.data,
  });
  await audit(tx, {
    organizationId,
    by: userId,
    byName: name,
    action: 'event.tested',
    subject: patient.id,
    detail: { event: accepted.event, type: input.type },
  });
  return accepted;
}

/** Events of our own making stand for checks that were made: nobody may send them from outside. */
export function refuseOwnEvents(type: string): void {
  if (OWN_EVENTS.includes(type)) throw new SuiviError('EVENT_RESERVED', { type });
}
