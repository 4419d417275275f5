import { dayOf, instantOfDate } from '@suivi/engine';
import {
  canonicalJson,
  DAY,
  ENROL_EVENT,
  type EpochMs,
  type PatientDate,
  type Plan,
  type PlanHash,
} from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import type { PlanStore } from '../codec/plan-store.ts';
import { type Database, transaction } from '../database/database.ts';
import { clockNow, joinClock } from '../tasks/patient-clock.ts';
import { acceptEvent } from './accept-event.ts';
import { wallClockOf } from './wall-clock-of.ts';

/** How often we look: an enrolment carries the exact instant of the date, so this only delays its first step. */
const LOOK_EVERY_MS = 5_000;
/** Zones lie up to 14 hours from UTC, and months are of unlike length: a date is looked at that much before and after. */
const MARGIN_DAYS = 5;
const MARGIN = MARGIN_DAYS * DAY;

interface DateJourney {
  id: string;
  organization_id: string;
  plan: Plan;
  date: PatientDate;
  /** Since when this very trigger has been published. */
  since: EpochMs;
}

/**
 * Enrols every patient whose date has come into the active journeys that begin on a date: one event in the inbox per
 * journey, patient and date, however often we look. A date that lay in the past when the journey was published with this
 * trigger enrols nobody; neither does one that passed before the patient's trial began.
 * @returns in how many milliseconds to look again; undefined when no journey begins on a date.
 */
export async function fireDateTriggers(db: Database, plans: PlanStore, now: EpochMs): Promise<number | undefined> {
  const journeys = await dateJourneys(db, plans);
  for (const journey of journeys) await fire(db, journey, now);
  return journeys.length === 0 ? undefined : LOOK_EVERY_MS;
}

async function dateJourneys(db: Database, plans: PlanStore): Promise<DateJourney[]> {
  const { rows } = await db.worker.query<VersionRow>(
    `SELECT j.id, j.organization_id, v.plan_hash, v.published_at FROM journeys j
     JOIN journey_versions v ON v.journey_id = j.id
     WHERE j.active ORDER BY j.id, v.number DESC`,
  );
  const versions = new Map<string, VersionRow[]>();
  for (const row of rows) versions.set(row.id, [...(versions.get(row.id) ?? []), row]);
  const found = await Promise.all([...versions.values()].map((own) => dateJourney(plans, own)));
  return found.flatMap((journey) => journey ?? []);
}

interface VersionRow {
  id: string;
  organization_id: string;
  plan_hash: PlanHash;
  published_at: EpochMs;
}

/** The newest version, if it begins on a date, and since when the versions up to it have begun on that same date. */
async function dateJourney(plans: PlanStore, [newest, ...older]: VersionRow[]): Promise<DateJourney | undefined> {
  if (!newest) return undefined;
  const plan = await plans.get(newest.plan_hash);
  if (plan.trigger.on !== 'date') return undefined;
  const { date } = plan.trigger;
  let since = newest.published_at;
  for (const version of older) {
    const { trigger } = await plans.get(version.plan_hash);
    if (trigger.on !== 'date' || canonicalJson(trigger.date) !== canonicalJson(date)) break;
    since = version.published_at;
  }
  return { id: newest.id, organization_id: newest.organization_id, plan, date, since };
}

interface Due {
  id: string;
  zone: string | null;
  value: string;
  now: EpochMs;
  origin: EpochMs | null;
}

async function fire(db: Database, journey: DateJourney, now: EpochMs): Promise<void> {
  const { field, offsetDays, offsetMonths = 0 } = journey.date;
  const { rows } = await db.worker.query<Due>(
    `SELECT p.id, p.zone, p.fields->>$2 AS value, ${clockNow('$4::timestamptz')} AS now, clock.origin
     FROM patients p ${joinClock('p.id')}
     WHERE p.organization_id = $1 AND p.fields ? $2 AND (p.test OR NOT $6)
       AND p.fields->>$2 ~ '^\\d{4}-\\d{2}-\\d{2}'
       AND left(p.fields->>$2, 10) BETWEEN
         to_char((coalesce(clock.origin, $5::timestamptz) AT TIME ZONE 'UTC') - make_interval(months => $8, days => $3::int + $9::int), 'YYYY-MM-DD') AND
         to_char((${clockNow('$4::timestamptz')} AT TIME ZONE 'UTC') - make_interval(months => $8, days => $3::int - $9::int), 'YYYY-MM-DD')
       AND NOT EXISTS (SELECT FROM events e WHERE e.organization_id = p.organization_id
         AND e.message_id = 'date:' || $7 || ':' || p.id || ':' || left(p.fields->>$2, 10))`,
    [
      journey.organization_id,
      field,
      offsetDays,
      new Date(now),
      new Date(journey.since - MARGIN),
      journey.plan.testOnly,
      journey.id,
      offsetMonths,
      MARGIN_DAYS,
    ],
  );
  for (const patient of rows) await enrolWhenDue(db, journey, patient);
}

async function enrolWhenDue(db: Database, journey: DateJourney, patient: Due): Promise<void> {
  const { date, plan } = journey;
  if (dayOf(patient.value) === undefined) return;
  const at = instantOfDate(
    zoneTable(wallClockOf(patient.zone, plan)),
    { ...date, field: 'date' },
    { date: patient.value },
  );
  if (at === undefined || at > patient.now || at < (patient.origin ?? journey.since)) return;
  const day = patient.value.slice(0, 10);
  await transaction(db.worker, (tx) =>
    acceptEvent(tx, {
      organizationId: journey.organization_id,
      patientId: patient.id,
      messageId: `date:${journey.id}:${patient.id}:${day}`,
      type: ENROL_EVENT,
      at,
      data: { journey: journey.id, date: day },
    }),
  );
}
