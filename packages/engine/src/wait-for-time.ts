/** The part of a wait that the clock ends: when, what the trace says of it, and what happens while that cannot be told. */
import type { ActOp, Address, EpochMs, TraceRow, WaitOp } from '@suivi/schema';
import { yearsAround } from './calendar.ts';
import { type Due, dueOf } from './deadline.ts';
import { type Ground, writeOf } from './ground.ts';
import { deadlineOf, needsFacts } from './needs-facts.ts';
import type { Lack, Token } from './state.ts';
import { tellStop } from './stops.ts';

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
  const { until, past, missing } = op;
  const due: Due = until ? dueOf(ground, until.deadline, token.since, at) : {};
  if (due.lacks) {
    wantYear(ground, token, op, at, due.lacks, was);
    return undefined;
  }
  const dated = until !== undefined && 'date' in until.deadline;
  const over = dated && due.at !== undefined && due.at < at ? due.at : due.tooLate;
  const calendar = due.years ? { calendar: due.years } : undefined;
  const detail = over === undefined ? calendar : { due: over, ...calendar };
  const said = detail ? { detail } : {};
  if (dated && due.at === undefined && missing) {
    writeOf(ground, token, op, { kind: 'woke', at, port: missing.port, by: 'missing' });
    return missing.to;
  }
  if (over !== undefined && past) {
    writeOf(ground, token, op, { kind: 'woke', at, port: past.port, by: 'past', ...said });
    return past.to;
  }
  if (due.inside && until) {
    writeOf(ground, token, op, { kind: 'woke', at, port: until.port, by: 'window', ...said });
    return until.to;
  }
  const window = until !== undefined && 'window' in until.deadline;
  keepDeadline(ground, token, op, { at, was, due: due.at, clamp: dated }, (untilThen) => ({
    ...(window ? { kind: 'deferred', by: 'window' } : { kind: 'waiting' }),
    at,
    ...untilThen,
    ...said,
  }));
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
  keepDeadline(ground, token, op, { at, was, due: due.at, clamp: false }, (until) => ({
    kind: 'acting',
    at,
    ...until,
    ...(due.years ? { detail: { calendar: due.years } } : {}),
  }));
}

interface Looked {
  at: EpochMs;
  was: EpochMs | null | undefined;
  due: EpochMs | undefined;
  /** A date that is over when the wait begins is over now, not then: time does not run backwards. */
  clamp: boolean;
}

type Row = Omit<TraceRow, 'seq' | 'node' | 'visit'>;

/** Keeps the deadline in the state; a row tells of it when it is another one than before. */
function keepDeadline(
  ground: Ground,
  token: Token,
  op: WaitOp | ActOp,
  { at, was, due, clamp }: Looked,
  row: (until: { until?: EpochMs }) => Row,
): void {
  const held = 'lacks' in token.doing && token.doing.lacks !== undefined;
  const end = due === undefined ? undefined : due + (token.longer ?? 0);
  const until = end === undefined ? null : clamp || was !== undefined ? Math.max(end, at) : end;
  token.doing = { wait: until, ...(op.op === 'act' ? { pending: true } : {}) };
  if (until === was && !held) return;
  writeOf(ground, token, op, row(until === null ? {} : { until }));
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
  const before = 'lacks' in doing ? doing.lacks : undefined;
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
