import type { TraceRow } from '@suivi/schema';
import type { Diary } from './diary-row.ts';
import type { FeedPlan } from './feed-plan.ts';
import type { FeedSettings, RowCount } from './settings.ts';

/** A row of a trace with the journey that it is about; the same from the driver and from the product. */
export interface StepRow extends Pick<TraceRow, 'seq' | 'node' | 'visit' | 'kind' | 'at' | 'port' | 'by'> {
  journey: string;
  patient: string;
  run: string;
}

/** Row totals are of the whole file, the others of the trial. */
export interface FeedReport {
  totals: {
    rows: number;
    /** Good rows, those that stand twice included. */
    accepted: number;
    duplicate: number;
    sent: number;
    patients: number;
    checkIns: number;
    misses: number;
    coachTodos: number;
    alarms: number;
  };
  bad: { date: number; code: number; value: number };
}

/** Counts from rows of the trace, whoever wrote them: never a second reading of the diary. */
export function countRows(
  diary: Diary,
  plan: FeedPlan,
  { counts }: Pick<FeedSettings, 'counts'>,
  steps: readonly StepRow[],
): FeedReport {
  const count = ({ journey, node, kind, port, by }: RowCount): number =>
    steps.filter(
      (row) =>
        row.journey === journey &&
        row.node === node &&
        row.kind === kind &&
        (port === undefined || row.port === port) &&
        (by === undefined || row.by === by),
    ).length;
  const inClass = (wanted: string): number => diary.bad.filter(({ counted }) => counted === wanted).length;
  return {
    totals: {
      rows: diary.rows,
      accepted: diary.accepted.length + diary.duplicates.length,
      duplicate: diary.duplicates.length,
      sent: plan.patients.reduce((sum, { events }) => sum + events.length, 0),
      patients: plan.patients.length,
      checkIns: count(counts.checkIns),
      misses: count(counts.misses),
      coachTodos: count(counts.coachTodos),
      alarms: count(counts.alarms),
    },
    bad: { date: inClass('date'), code: inClass('code'), value: inClass('value') },
  };
}
