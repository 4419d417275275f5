import { z } from 'zod';
import type { EpochMs } from './instant.ts';
import { parseInstant } from './instant.ts';
import { cleanText, type LocalText } from './text.ts';
import type { RunState } from './trace.ts';
import type { OutboxState } from './views.ts';
import type { TaskState } from './work.ts';

/** Names of fields are paths in conditions, so a dot would look for something else. */
export const fieldKey = cleanText(60).regex(/^[\p{L}_][\p{L}\p{N}_-]*$/u);

const DATE_LIKE = /^\d{4}-\d{2}-\d{2}$/;
const existingDate = (text: string) => parseInstant(`${text}T00:00:00Z`) !== undefined;

const scalar = z.union([
  z.number(),
  z.boolean(),
  cleanText(1_000).refine((text) => !DATE_LIKE.test(text) || existingDate(text), { error: 'no such date' }),
]);
/** A value of a field: plain, or a measurement with its unit. A text of the form `2026-11-20` must be a date that exists. */
export const fieldValue = z.union([scalar, z.strictObject({ value: z.number(), unit: cleanText(20).min(1) })]);
export type FieldValue = z.infer<typeof fieldValue>;

/** What to write: absent keys stay as they are, `null` removes. */
export const fieldChanges = z
  .record(fieldKey, fieldValue.nullable())
  .refine((fields) => Object.keys(fields).length <= 200, { error: 'more than 200 fields' });
export type FieldChanges = z.infer<typeof fieldChanges>;

export const CONSENT_PURPOSES = ['service', 'education', 'promotion'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/**
 * The body of `PUT /v1/patients/{id}`. Merged into the record: what is absent stays, `null` removes. The same body sent
 * again changes nothing.
 */
export const patientPut = z.strictObject({
  name: cleanText(100).trim().min(1).optional(),
  /** IANA zone of the patient's wall clock; `null` = that of the journey. */
  zone: cleanText(64).min(1).nullable().optional(),
  /** Address per kind of channel: `{"wecom-kf": "wm…"}`. */
  addresses: z.partialRecord(z.enum(['wecom-kf']), cleanText(200).min(1).nullable()).optional(),
  fields: fieldChanges.optional(),
  consents: z
    .partialRecord(
      z.enum(CONSENT_PURPOSES),
      z.strictObject({ granted: z.boolean(), evidence: cleanText(500).trim().min(1) }),
    )
    .optional(),
});
export type PatientPut = z.infer<typeof patientPut>;

/** Answer to PUT: what this call changed. */
export interface PatientStored {
  id: string;
  created: boolean;
  /** `name`, `zone`, `addresses.wecom-kf`, `fields.nextExam`, `consents.service` … */
  changed: string[];
}

export interface PatientListItem {
  id: string;
  /** Masked without the permission patient.identity; then the external id is absent too. */
  name: string;
  externalId?: string;
  test: boolean;
  openRuns: number;
  openTasks: number;
  /** IANA zone of their wall clock: their own, else that of the journey they entered last. */
  zone?: string;
  lastEventAt?: EpochMs;
}

export interface PatientRun {
  id: string;
  journey: { id: string; title: LocalText };
  number: number;
  /** IANA zone of the wall clock that counts for this run: the patient's own, else the journey's. */
  zone: string;
  state: RunState;
  node?: { id: string; name?: LocalText; type: string };
  enteredAt: EpochMs;
  wakeAt?: EpochMs;
  /** At that instant the to-do here is handed on to another group; the run does not go on. */
  handsOn?: true;
  endedAt?: EpochMs;
  outcome?: string;
}

export interface ClinicalHoldView {
  since: EpochMs;
  reason?: string;
}

export interface PatientView {
  id: string;
  name: string;
  externalId?: string;
  test: boolean;
  zone?: string;
  owner?: string;
  fields: Record<string, FieldValue>;
  consents: { purpose: string; granted: boolean; at: EpochMs }[];
  runs: PatientRun[];
  /** The patient is held in all journeys. */
  hold?: ClinicalHoldView;
  /** Opaque key to open the patient's chat in the sandbox; test patients only. */
  chat?: string;
}

export type TimelineEntry =
  | { kind: 'event'; id: string; at: EpochMs; type: string; data: Record<string, unknown>; words?: string }
  | {
      kind: 'message';
      id: string;
      at: EpochMs;
      journey: LocalText;
      text: string;
      state: OutboxState;
      reason?: string;
      reviewer: { name: string; qualification: string; at: EpochMs };
      confirmedBy?: string;
    }
  | {
      kind: 'task';
      id: string;
      at: EpochMs;
      journey: LocalText;
      title: LocalText;
      group: LocalText;
      state: TaskState;
      due?: EpochMs;
      outcome?: LocalText;
      note?: string;
      closedBy?: string;
      closedAt?: EpochMs;
    };

export interface Timeline {
  entries: TimelineEntry[];
  next?: string;
}
