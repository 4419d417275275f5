import { setTimeout as pause } from 'node:timers/promises';
import { instantOf } from '@suivi/engine';
import type { FeedPatient, FeedPlan } from '@suivi/runtime/src/feed/feed-plan.ts';
import { stepOf, timetable } from '@suivi/runtime/src/feed/timetable.ts';
import { DAY, HOUR } from '@suivi/schema';
import { type ByHand, startByHand } from './by-hand.ts';
import type { CampCounts, CampDay } from './camp-workflow.ts';

const EVENT = 'glucose.measured';

export interface CampByHand {
  /** Events in the history of each patient's camp. */
  events: number[];
  counts: CampCounts;
}

/** The camp written by hand, with the same diaries at the same pace: every value is a signal, sent when the feeder sends it. */
export async function campByHand(address: string, plan: FeedPlan, dayMs: number): Promise<CampByHand> {
  const byHand = await startByHand(address, './camp-workflow.ts', { act: async () => undefined });
  try {
    return await feed(byHand, plan, dayMs);
  } finally {
    await byHand.stop();
  }
}

async function feed({ client, taskQueue }: ByHand, plan: FeedPlan, dayMs: number): Promise<CampByHand> {
  const scale = dayMs / DAY;
  const step = stepOf(scale);
  const began = Date.now();
  const runs = new Map<FeedPatient, Awaited<ReturnType<typeof client.workflow.start>>>();
  for (const patient of plan.patients) {
    const workflowId = `camp-by-hand:${patient.label}`;
    const args = [workflowId, daysOf(plan, patient, (at) => Math.round(began + (at - patient.origin) * scale))];
    runs.set(patient, await client.workflow.start('campByHand', { taskQueue, workflowId, args }));
  }
  for (const { until, rows } of timetable(plan, [], step)) {
    // As far ahead of the scaled clock as the feeder is (feed-product.ts).
    await pause(Math.max(0, began + (until - 2 * step) * scale - Date.now()));
    for (const { patient, event } of rows) {
      if (event.type === EVENT) await runs.get(patient)?.signal('measured', event.at);
    }
  }
  const ended = await Promise.all(
    [...runs.values()].map(async (run) => {
      const counts = (await run.result()) as CampCounts;
      return { counts, events: (await run.describe()).historyLength };
    }),
  );
  const sum = (pick: (counts: CampCounts) => number): number => ended.reduce((n, { counts }) => n + pick(counts), 0);
  return {
    events: ended.map(({ events }) => events),
    counts: {
      checkIns: sum(({ checkIns }) => checkIns),
      misses: sum(({ misses }) => misses),
      coachTodos: sum(({ coachTodos }) => coachTodos),
    },
  };
}

function daysOf({ zone, days }: FeedPlan, { firstDay }: FeedPatient, real: (at: number) => number): CampDay[] {
  return Array.from({ length: days }, (_, n) => {
    const from = instantOf(zone, { day: firstDay + n, time: 0 });
    const until = instantOf(zone, { day: firstDay + n, time: 22 * HOUR });
    const ends = instantOf(zone, { day: firstDay + n + 1, time: 0 });
    return { from, until, untilReal: real(until), endsReal: real(ends) };
  });
}
