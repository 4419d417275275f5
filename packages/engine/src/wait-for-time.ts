/** The part of a wait that the clock ends: when, what the trace says of it, and what happens while that cannot be told. */
import type { ActOp, Address, EpochMs, TraceRow, WaitOp } from '@suivi/schema';
import { yearsAround } from './calendar.ts';
import { type Due, dueOf } from './deadline.ts';
import { type Ground, portOf, writeOf } from './ground.ts';
import { deadlineOf, needsFacts } from './needs-facts.ts';
import type { Lack, Token } from './state.ts';
import { stopOf, tellStop } from './stops.ts';

/**
 * Waits for the deadline of a wait, if it has one. `at` is the instant of looking: that of the arrival, or later when a
 * fact has changed (rule 2), and `was` then the deadline so far.
 * @returns where to go on when there is nothing to wait for.
 */
export function waitForTime(
  ground: Ground,
  token: Token,
  op: WaitOp,
  at: EpochMs,
  was?: EpochMs | null,
): Address | undefined {
  const { plan } = ground;
  const { until, past, missing } = op;
  const due: Due = until ? dueOf(ground, until.deadline, token.since, at) : {};
  if (due.lacks) {
    wantYear(ground, token, op, at, due.lacks, was);
    return undefined;
  }
  const dated = until !== undefined && 'date' in until.deadline;
  const stopped = stopOf(ground.state, token, op) !== undefined;
  // What only came due while the run was stopped fires when it goes on: it did not lie before the arrival.
  const passed = dated && due.at !== undefined && due.at < (stopped ? token.since : at);
  const over = passed ? due.at : due.tooLate;
  const calendar = due.years ? { calendar: due.years } : undefined;
  const detail = over === undefined ? calendar : { due: over, ...calendar };
  if (dated && due.at === undefined && missing) {
    writeOf(ground, token, op, { kind: 'woke', at, port: portOf(plan, op, missing), by: 'missing' });
    return missing.to;
  }
  if (over !== undefined && past) {
    writeOf(ground, token, op, { kind: 'woke', at, port: portOf(plan, op, past), by: 'past', detail });
    return past.to;
  }
  if (due.inside && until && !stopped) {
    writeOf(ground, token, op, { kind: 'woke', at, port: portOf(plan, op, until), by: 'window', detail });
    return until.to;
  }
  const window = until !== undefined && 'window' in until.deadline;
  const row = window ? ({ kind: 'deferred', by: 'window' } as const) : ({ kind: 'waiting' } as const);
  keepDeadline(ground, token, op, { at, was, due: due.at, clamp: dated }, row, detail);
  return undefined;
}

/** Waits for the outcome of an activity that answered `pending`, at most until its deadline. */
export function waitForOutcome(ground: Ground, token: Token, op: ActOp, at: EpochMs, was?: EpochMs | null): void {
  if (needsFacts(ground, op)) {
    token.doing = { facts: 'needed', at };
    return;
  }
  const deadline = deadlineOf(op);
  const due: Due = deadline ? dueOf(ground, deadline, token.since, at) : {};
  if (due.lacks) return wantYear(ground, token, op, at, due.lacks, was);
  const detail = due.years && { calendar: due.years };
  keepDeadline(ground, token, op, { at, was, due: due.at, clamp: false }, { kind: 'acting' }, detail);
}

interface Looked {
  at: EpochMs;
  was: EpochMs | null | undefined;
  due: EpochMs | undefined;
  /** A date that is over when the wait begins is over now, not then: time does not run backwards. */
  clamp: boolean;
}

/** Keeps the deadline in the state; a row tells of it when it is another one than before. */
function keepDeadline(
  ground: Ground,
  token: Token,
  op: WaitOp | ActOp,
  { at, was, due, clamp }: Looked,
  row: { kind: TraceRow['kind']; by?: string },
  detail: Record<string, unknown> | undefined,
): void {
  const held = 'lacks' in token.doing && token.doing.lacks !== undefined;
  const end = due === undefined ? undefined : due + (token.longer ?? 0);
  const looked = (clamp || was !== undefined) && stopOf(ground.state, token, op) === undefined;
  const until = end === undefined ? null : looked ? Math.max(end, at) : end;
  token.doing = op.op === 'act' ? { wait: until, pending: true } : { wait: until };
  if (until === was && !held) return;
  writeOf(ground, token, op, { kind: row.kind, at, until: until ?? undefined, by: row.by, detail });
  tellStop(ground, token, op, at);
}

/** A year that nobody has added is never "no holiday" (rule 7): it is asked for, and then the track is held until it comes. */
function wantYear(
  ground: Ground,
  token: Token,
  op: WaitOp | ActOp,
  at: EpochMs,
  lacks: Lack,
  was: EpochMs | null | undefined,
): void {
  const { doing } = token;
  const years = 'facts' in doing ? (doing.years ?? []) : [];
  const asked = 'facts' in doing && (years.includes(lacks.year) || yearsAround(ground.state.now).includes(lacks.year));
  // What a wait was held for that came before this one does not count.
  const before = was !== undefined && 'lacks' in doing ? doing.lacks : undefined;
  if (!asked) {
    token.doing = {
      facts: 'needed',
      at,
      ...(was === undefined ? {} : { was }),
      years: [...years, lacks.year],
      ...(before ? { lacks: before } : {}),
    };
    return;
  }
  const pending = op.op === 'act';
  token.doing = { wait: null, ...(pending ? { pending } : {}), lacks };
  if (before?.calendar === lacks.calendar && before.year === lacks.year) return;
  if (pending && was === undefined) writeOf(ground, token, op, { kind: 'acting', at });
  writeOf(ground, token, op, { kind: 'held', at, by: 'calendar', detail: { ...lacks } });
}
