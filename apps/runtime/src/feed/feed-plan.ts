import { instantOf } from '@suivi/engine';
import type { EpochMs, ZoneTable } from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import type { Diary, DiaryRow } from './diary-row.ts';
import { FeedError } from './feed-error.ts';
import type { FeedSettings } from './settings.ts';

/** One row of a diary as an event of its patient. */
export interface FeedEvent {
  row: DiaryRow;
  at: EpochMs;
  type: string;
  data: Record<string, unknown>;
}

export interface FeedPatient {
  label: string;
  /** Local date of the earliest row of any known code; their trial begins at its 00:00. */
  firstDay: number;
  origin: EpochMs;
  /** N × 24:00 of their wall clock: nothing at or after it counts. */
  closes: EpochMs;
  /** In the order of their instants. */
  events: FeedEvent[];
}

/** What is fed: the rows of the first N days of each patient. */
export interface FeedPlan {
  zone: ZoneTable;
  days: number;
  /** Summary and exit at the very end of the trial belong to it: it is as long as the journey itself. */
  inclusive: boolean;
  patients: FeedPatient[];
}

/** @throws FeedError for a patient that the diary does not have. A label without any good row is nobody. */
export function planFeed(
  diary: Diary,
  settings: FeedSettings,
  { days = settings.days, only }: { days?: number | undefined; only?: readonly string[] | undefined } = {},
): FeedPlan {
  const zone = zoneTable(settings.zone);
  const rows = byPatient(diary.accepted);
  const missing = only?.filter((label) => !rows.has(label)) ?? [];
  if (missing.length > 0) {
    throw new FeedError({
      zh: `日记里没有这些患者的有效记录：${missing.join('，')}`,
      en: `The diary has no good row of ${missing.join(', ')}.`,
    });
  }
  const labels = only ? [...new Set(only)] : [...rows.keys()];
  const patients = labels.map((label) => patientOf(label, rows.get(label) ?? [], { zone, days, settings }));
  return { zone, days, inclusive: days === settings.days, patients };
}

function byPatient(rows: readonly DiaryRow[]): Map<string, DiaryRow[]> {
  const groups = new Map<string, DiaryRow[]>();
  for (const row of rows) {
    const group = groups.get(row.patient);
    if (group) group.push(row);
    else groups.set(row.patient, [row]);
  }
  return groups;
}

function patientOf(
  label: string,
  rows: readonly DiaryRow[],
  { zone, days, settings }: { zone: ZoneTable; days: number; settings: FeedSettings },
): FeedPatient {
  const firstDay = rows.reduce((earliest, { day }) => Math.min(earliest, day), Number.POSITIVE_INFINITY);
  const origin = instantOf(zone, { day: firstDay, time: 0 });
  const closes = instantOf(zone, { day: firstDay + days, time: 0 });
  const events = rows
    .map((row) => eventOf(row, zone, settings))
    // Local times that a clock change leaves out can lie after later ones: the instant decides, then the file's order.
    .filter(({ at }) => at >= origin && at < closes)
    .sort((a, b) => a.at - b.at || a.row.line - b.row.line);
  return { label, firstDay, origin, closes, events };
}

function eventOf(row: DiaryRow, zone: ZoneTable, { glucose, notes }: FeedSettings): FeedEvent {
  const at = instantOf(zone, row);
  const context = glucose.codes[row.code];
  if (context === undefined) return { row, at, type: notes.event, data: { code: Number(row.code), value: row.value } };
  // A meter that shows Hi or Lo gives no number: there is none to put into words or to compare.
  const reading = typeof row.value === 'number' ? { value: row.value } : { flag: row.value };
  return { row, at, type: glucose.event, data: { ...reading, unit: glucose.unit, context } };
}
