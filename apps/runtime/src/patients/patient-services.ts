import type {
  EpochMs,
  FieldChanges,
  PatientListItem,
  PatientPut,
  PatientStored,
  PatientView,
  Timeline,
} from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { setClinicalHold } from './clinical-hold.ts';
import { editFields } from './edit-fields.ts';
import { getPatient, listPatients } from './patient-pages.ts';
import { putPatient } from './put-patient.ts';
import { patientTimeline } from './timeline.ts';

/** The patients' records: pages of the builder, and how other systems keep them. */
export interface PatientServices {
  listPatients(
    caller: Caller,
    input: { query: string; after?: string | undefined },
  ): Promise<{ items: PatientListItem[]; next?: string }>;
  getPatient(caller: Caller, patient: string): Promise<PatientView>;
  patientTimeline(caller: Caller, input: { patient: string; before?: string | undefined }): Promise<Timeline>;
  editFields(caller: Caller, input: { patient: string; fields: FieldChanges }): Promise<{ changed: string[] }>;
  /** @throws SuiviError PATIENT_UNKNOWN, HOLD_UNCHANGED */
  setClinicalHold(caller: Caller, input: { patient: string; hold: boolean; reason: string }): Promise<void>;
  putPatient(caller: Caller, externalId: string, body: PatientPut): Promise<PatientStored>;
}

type InOrganization = <T>(caller: Caller, work: (tx: PoolClient) => Promise<T>) => Promise<T>;

export function patientServices(as: InOrganization, now: () => EpochMs): PatientServices {
  return {
    listPatients: (caller, input) => as(caller, (tx) => listPatients(tx, caller, input)),
    getPatient: (caller, patient) => as(caller, (tx) => getPatient(tx, caller, patient)),
    patientTimeline: (caller, input) => as(caller, (tx) => patientTimeline(tx, caller, input)),
    editFields: (caller, input) => as(caller, (tx) => editFields(tx, caller, input, now())),
    setClinicalHold: (caller, input) => as(caller, (tx) => setClinicalHold(tx, caller, input, now())),
    putPatient: (caller, externalId, body) => as(caller, (tx) => putPatient(tx, caller, externalId, body, now())),
  };
}
