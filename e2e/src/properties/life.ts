import { type Command, type Enrolment, type Facts, MAX_HOPS } from '@suivi/engine';
import { canonicalJson, type EpochMs, type Journey, type Plan, type RunEvent, type ZoneTable } from '@suivi/schema';

/** The keys of the run and of the patient: those that a scenario has. */
export const RUN = 'scenario';
export const PATIENT = 'persona';
/** More answers than these without an input from outside are a run that never comes to rest. */
export const MANY_ANSWERS = 20 * MAX_HOPS;

/** One value that is written into the patient's record; null takes it away. */
export interface Write {
  key: string;
  at: EpochMs;
  value: unknown;
  /** A step of the journey wrote it: whoever plays the journey again writes it again. */
  byStep?: true;
}

/** What an operator does. `stale`: they saw so many rows fewer than there are. */
export type Order = Omit<Command, 'expectSeq'> & { stale: number };

/** What reaches a run from outside, in the patient's order. An event that is late happened before it was reached. */
export type Happened = { event: RunEvent; reached: EpochMs; byStep?: true } | { order: Order; reached: EpochMs };

/** One patient on one journey, with everything that happens: enough to play it again, and to print it. */
export interface Life {
  journey: Journey;
  plan: Plan;
  /** The patient's own zone, where it is not the journey's. */
  zone?: string;
  table: ZoneTable;
  start: EpochMs;
  enrolment: Enrolment;
  record: Write[];
  history: Happened[];
  /** Which of the outcomes of an activity a visit has: numbers that are read with `outcomeOf`. */
  luck: number[];
  /** The clock goes on to this instant. */
  until: EpochMs;
}

export const instantOfHappened = (happened: Happened): EpochMs =>
  'event' in happened ? happened.event.at : happened.order.at;

/** The patient's fields as they are at an instant. */
export function recordAt({ record }: Pick<Life, 'record'>, at: EpochMs): Facts {
  const fields: Facts = {};
  for (const { key, value, at: written } of record) {
    if (written > at) continue;
    if (value === null) delete fields[key];
    else fields[key] = value;
  }
  return fields;
}

/** Whether a write changes anything: nobody hears of one that does not. */
export const changes = (life: Pick<Life, 'record'>, { key, at, value }: Write): boolean =>
  canonicalJson(recordAt(life, at)[key] ?? null) !== canonicalJson(value);

const PENDING = ['pending', 'pending', 'pending', 'failed'];
const OUTCOMES: Record<string, readonly string[]> = {
  sendMessage: ['queued', 'queued', 'queued', 'blocked', 'failed', 'expired'],
  callJourney: PENDING,
  escalateTask: PENDING,
};

/**
 * What an activity answers: it depends on the visit alone, as that of an idempotent activity does.
 * @param waits whether its outcome may come later.
 */
export function outcomeOf(
  { luck }: Pick<Life, 'luck'>,
  { node, visit, kind }: { node: string; visit: number; kind: string },
  waits: boolean,
): string {
  const outcomes = OUTCOMES[kind] ?? (kind === 'createTask' ? (waits ? PENDING : ['created']) : ['done']);
  const mixed = [...node, ...kind].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), visit);
  return outcomes[(luck[mixed % Math.max(1, luck.length)] ?? 0) % outcomes.length] ?? 'done';
}
