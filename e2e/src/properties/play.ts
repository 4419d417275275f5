import type { State } from '@suivi/engine';
import type { EpochMs, TraceRow } from '@suivi/schema';
import fc from 'fast-check';
import { Driver, type Keeping, type Watch } from './driver.ts';
import { type Happened, instantOfHappened, type Life } from './life.ts';
import { comesAgain } from './open-questions.ts';

/** How a driver behaves. Lists are read round and round. */
export interface Habits {
  /** Whether the driver lets deadlines pass before it brings what comes next. */
  looks: readonly boolean[];
  /** So many inputs come in while it works on an answer. */
  slowness: readonly number[];
  /** What it brings a second time. */
  again: readonly ('nothing' | 'event' | 'answer' | 'clock' | 'facts')[];
  /** At the end the clock goes on in steps of so many minutes; 0 = at once. */
  step: number;
}

/** Answers at once, looks at its clock before everything, brings everything once. */
export const PROMPT: Habits = { looks: [true], slowness: [0], again: ['nothing'], step: 0 };

export const anyHabits: fc.Arbitrary<Habits> = fc.record({
  looks: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
  slowness: fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }),
  again: fc.constant(['nothing'] as const),
  step: fc.constantFrom(0, 0, 7, 600, 1_440),
});

export const forgetful: fc.Arbitrary<Habits> = fc.record({
  looks: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
  slowness: fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }),
  again: fc.array(fc.constantFrom('nothing', 'event', 'event', 'answer', 'clock', 'facts'), {
    minLength: 1,
    maxLength: 6,
  }),
  step: fc.constantFrom(0, 1_440),
});

export interface Played {
  rows: TraceRow[];
  state: State;
}

const MINUTE = 60_000;

/** Plays a life from its beginning to its end. */
export function play(life: Life, habits: Habits = PROMPT, keeping: Keeping = 'kept', watch?: Watch): Played {
  const driver = new Driver(life, keeping, watch);
  driver.twice = habits.again[0] === 'answer';
  const quiet = quietBefore(life.history);
  let patience = habits.slowness[0] ?? 0;
  life.history.forEach((happened, k) => {
    const safe = quiet[k] ?? 0;
    // An operator acts on what has come of everything before: no driver lets them wait for it.
    if ('order' in happened || at(habits.looks, k)) driver.passTo(safe);
    else {
      while (patience <= 0 && driver.answer()) patience = at(habits.slowness, driver.given.length) ?? 0;
      patience -= 1;
    }
    bring(driver, happened);
    bringAgain(driver, life, k, at(habits.again, k));
  });
  for (
    let time = habits.step * MINUTE;
    habits.step > 0 && life.start + time < life.until;
    time += habits.step * MINUTE
  ) {
    driver.passTo(life.start + time);
    bringAgain(driver, life, life.history.length - 1, at(habits.again, time / MINUTE));
  }
  driver.passTo(life.until);
  return { rows: driver.rows, state: driver.state };
}

export function bring(driver: Driver, happened: Happened): void {
  if ('event' in happened) return driver.feed({ kind: 'event', event: happened.event });
  const { stale, ...order } = happened.order;
  driver.feed({ kind: 'command', command: { ...order, expectSeq: driver.state.nextRow - 1 - stale } });
}

/** For each happening: the instant up to which nothing can come in any more before it does. */
function quietBefore(history: readonly Happened[]): EpochMs[] {
  let earliest = Number.POSITIVE_INFINITY;
  return history
    .map((_, k) => history[history.length - 1 - k])
    .map((happened) => {
      earliest = Math.min(earliest, happened ? instantOfHappened(happened) : earliest);
      return earliest - 1;
    })
    .reverse();
}

/** What the run has had already must not count a second time. */
function bringAgain(
  driver: Driver,
  { history, plan }: Life,
  until: number,
  what: Habits['again'][number] | undefined,
): void {
  if (what === 'event') {
    for (const each of history.slice(Math.max(0, until - 3), until + 1)) if ('event' in each) bring(driver, each);
  }
  if (what === 'answer')
    for (const answer of driver.given.slice(-3)) if (comesAgain(plan, answer.node)) driver.feed(answer);
  if (what === 'clock' && driver.passed !== undefined) driver.feed({ kind: 'passed', at: driver.passed });
  if (what === 'facts' && !driver.lacksFacts) driver.feed({ kind: 'facts', facts: {} });
}

const at = <T>(list: readonly T[], k: number): T | undefined => list[k % Math.max(1, list.length)];

/**
 * The same rows, whatever their order among the tracks of one instant. What the record is read for at one instant the engine
 * uses for what has queued up behind it: a driver that is slow gets the same rows of two tracks in another order.
 */
export const rowsOf = ({ rows, state: { ended } }: Played): string =>
  JSON.stringify([rows.map((row) => JSON.stringify({ ...row, seq: 0 })).sort(), ended]);

/** A life in which the patient's record does not change: it is the same whenever it is read. */
export const steady = (life: Life): Life => ({ ...life, record: life.record.filter(({ at }) => at < life.start) });

/** What must be equal of two plays of one life. How much of what comes after its end a run still hears does not count. */
export const told = ({ rows, state }: Played): string =>
  JSON.stringify([rows, { ...state, rows: [], ...(state.ended ? { lastSeq: 0 } : {}) }]);
