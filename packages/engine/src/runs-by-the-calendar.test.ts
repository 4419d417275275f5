import type { CalendarYear, Deadline, Op, Plan, RunEvent, TraceRow } from '@suivi/schema';
import { cnWorkdays } from '@suivi/schema/cn-workdays';
import { zoneTable } from '@suivi/schema/zones';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeOfDay, wallTime } from './local-time.ts';
import { begin, end, Play, planOf, waitUntil } from './play-fixture.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];
const ENTERED = Date.UTC(2024, 9, 20);
const HORIZON = ENTERED + 500 * DAY;
const NODES = ['n0', 'n1', 'n2', 'n3', 'done'];
const calendar = 'cn-workdays';
const zones = ['Asia/Shanghai', 'America/Chicago', 'Australia/Lord_Howe'].map(zoneTable);

const to = fc.constantFrom(...NODES);
const at = fc.constantFrom('00:30', '02:15', '09:00', '21:45');
const deadline: fc.Arbitrary<Deadline> = fc.oneof(
  fc.record(
    { inDays: fc.integer({ min: 0, max: 40 }), at, calendar: fc.constant(calendar) },
    { requiredKeys: ['inDays', 'at'] },
  ),
  fc
    .record({ at, weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }) })
    .map((next) => ({ next })),
  fc.record({ at, monthDay: fc.integer({ min: 1, max: 31 }) }).map((next) => ({ next })),
  fc
    .record(
      {
        field: fc.constant('day'),
        offsetMonths: fc.integer({ min: -3, max: 3 }),
        offsetDays: fc.integer({ min: -20, max: 20 }),
        at,
        yearly: fc.constant(true as const),
        workday: fc.record({ calendar: fc.constant(calendar), move: fc.constantFrom('before', 'after') }),
      },
      { requiredKeys: ['field', 'offsetDays', 'at'] },
    )
    .map((date) => ({ date })),
  fc
    .record(
      {
        from: at,
        to: at,
        calendar: fc.constant(calendar),
        spread: fc.constant(2 * HOUR),
        within: fc.constant(12 * HOUR),
      },
      { requiredKeys: ['from', 'to'] },
    )
    .map((window) => ({ window })),
);
const waiting = fc.record({ deadline, to, past: to, reply: to }, { requiredKeys: ['deadline', 'to'] }).map(
  ({ deadline, to, past, reply }) =>
    (node: string): Op =>
      waitUntil(deadline, to, {
        events: reply === undefined ? [] : [{ type: 'reply', port: 'reply', to: reply }],
        ...(past === undefined ? {} : { past: { port: 'past', to: past } }),
      })(node),
);
const anyPlan: fc.Arbitrary<Plan> = fc
  .tuple(waiting, waiting, waiting, waiting)
  .map(([n0, n1, n2, n3]) =>
    planOf(
      { start: begin('n0'), n0, n1, n2, n3, done: end('done') },
      { facts: ['day'], calendars: [calendar], listens: ['field.changed', 'calendar.added', 'reply'] },
    ),
  );

/** Replies, and the patient's date moving; the calendar of 2025 is announced at one of the instants. */
const schedule = fc
  .tuple(
    fc.array(fc.record({ type: fc.constantFrom('reply', 'field.changed'), gap: fc.integer({ min: 0, max: 60 }) }), {
      maxLength: 8,
    }),
    fc.integer({ min: 0, max: 200 }),
  )
  .map(([steps, announced]) => {
    let days = 0;
    const events = steps.map(({ type, gap }) => {
      days += gap;
      return { type, at: ENTERED + days * DAY + 5 * HOUR, data: { key: 'day' } as Record<string, unknown> };
    });
    const added = { type: 'calendar.added', at: ENTERED + announced * DAY + 7 * HOUR, data: { calendar, year: 2025 } };
    // No two at one instant: which of them facts of that instant would know of is anybody's guess.
    const all = [...events, added].sort((a, b) => a.at - b.at).map((event, k) => ({ ...event, at: event.at + k }));
    const announcedAt = all.find(({ type }) => type === 'calendar.added')?.at ?? 0;
    return {
      announced: announcedAt,
      events: all.map((event, k): RunEvent => ({ ...event, seq: k + 1, id: `e${k + 1}` })),
    };
  });
type Schedule = { announced: number; events: RunEvent[] };

/** Fields and calendars are those of the run's own instant, however late the driver answers. */
function factsAt(now: number, { announced, events }: Schedule): [{ day: string }, CalendarYear[]] {
  const moves = events.filter((event) => event.type === 'field.changed' && event.at <= now).length;
  const known = cnWorkdays.filter(({ year }) => year < 2025 || (year === 2025 && announced <= now));
  return [{ day: new Date(ENTERED + moves * 25 * DAY).toISOString().slice(0, 10) }, known];
}

function run(plan: Plan, given: Schedule, zone: (typeof zones)[number], lazy: boolean): Play {
  const play = new Play(plan, ENTERED, { zone });
  const answer = () => {
    for (let k = 0; play.effects[0]?.do === 'facts'; k++) {
      if (k > 500) throw new Error('facts are asked for without end');
      play.facts(...factsAt(play.state.now, given));
    }
  };
  for (const event of given.events) {
    if (!lazy) {
      answer();
      for (let until = play.waitsUntil; until && until < event.at; until = play.waitsUntil) {
        play.passed(until);
        answer();
      }
    }
    play.deliver(event);
  }
  answer();
  for (let until = play.waitsUntil; until && until <= HORIZON; until = play.waitsUntil) {
    play.passed(lazy ? HORIZON : until);
    answer();
  }
  return play;
}

const cases = fc.tuple(anyPlan, schedule, fc.constantFrom(...zones));

describe('for any plan of local times, windows and work days', () => {
  test('the rows are those of a driver that is never late', () => {
    fc.assert(
      fc.property(cases, ([plan, given, zone]) => {
        expect(run(plan, given, zone, true).rows).toEqual(run(plan, given, zone, false).rows);
      }),
      { numRuns: 40 },
    );
  });

  test('nobody is lost, time never goes back, and who leaves a window does so while it is open', () => {
    fc.assert(
      fc.property(cases, ([plan, given, zone]) => {
        const play = run(plan, given, zone, false);
        expect(play.state.ended ? ['left'] : ['waiting', 'deferred', 'held']).toContain(play.last?.kind);
        if (play.waitsUntil === null) expect(play.last).toMatchObject({ kind: 'held', by: 'calendar' });
        for (const [k, row] of play.rows.entries()) {
          expect(row.at).toBeGreaterThanOrEqual(play.rows[k - 1]?.at ?? 0);
          const window = windowLeft(plan, row);
          if (!window) continue;
          const [from, till] = [timeOfDay(window.from), timeOfDay(window.to)];
          const { time } = wallTime(zone, row.at);
          if (from < till) expect(time >= from && time < till).toBe(true);
          if (from > till) expect(time >= from || time < till).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  function windowLeft(plan: Plan, { node, kind, port }: TraceRow) {
    const op = plan.ops[node];
    const until = op?.op === 'wait' ? op.until : undefined;
    if (kind !== 'woke' || port !== until?.port || !until) return undefined;
    return 'window' in until.deadline ? until.deadline.window : undefined;
  }
});
