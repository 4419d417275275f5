/**
 * The plan: what the compiler emits and the engine runs. Types only, so that the engine and the workflow
 * sandbox can import them without pulling in zod.
 *
 * Immutable and keyed by the sha256 of its canonical JSON. It holds no labels, positions or message texts:
 * content is referenced by hash, and node ids are the canvas ids, so that a trace needs no mapping.
 */
import type { Condition } from './condition.ts';
import type { EpochMs, Millis } from './instant.ts';

export type { EpochMs, Millis };

export type NodeId = string;
export type PortId = string;
/**
 * Address of an instruction: the node's id, or `id/1`, `id/2` … where one node becomes several instructions. Those
 * belong to the same visit of the node.
 */
export type Address = string;
export type PlanHash = `sha256:${string}`;
/** `HH:mm`, on the patient's wall clock. */
export type LocalTime = string;
/** Name of a value that a run keeps for itself. */
export type Variable = string;
export type Value = string | number | boolean;

export interface Plan {
  v: 3;
  /** The journey this plan belongs to; also keeps equal graphs of two organizations apart. */
  journey: string;
  /** IANA zone of the journey, used where the patient has none. */
  zone: string;
  entry: Address;
  trigger: Trigger;
  ops: Record<Address, Op>;
  /** Event types that any wait, guard or exit rule listens to, now or later. The router sends these. */
  listens: string[];
  /** Fields of the patient that a branch, wait or rule looks at: `sync` supplies their values of today. */
  facts: string[];
  /** Rules for the whole journey, in the order in which they win within one instant. */
  exits: ExitRule[];
  goals: Goal[];
  guards: Guard[];
  /** Work-day calendars that some deadline counts by, by name (`cn-workdays`). Their tables come with the facts. */
  calendars: string[];
  /** True when some duration is below one minute: such a plan accepts test patients only. */
  testOnly: boolean;
  /**
   * Only in plans of before v3, which keep their meaning: what is sent at the entry goes before the conditions of exit rules
   * and guards are looked at.
   */
  sendsFirst?: true;
}

/**
 * How people enter: by an event, by hand or API only, or on a date of theirs. By hand or API everybody may enter,
 * whatever the trigger is.
 */
export type Trigger =
  | { on: 'event'; event: string; where?: Condition; reentry: Reentry }
  | { on: 'manual'; reentry: Reentry }
  | { on: 'date'; date: PatientDate; reentry: Reentry };

/** Who may enter again: never, once per value of an event field, or with every event. */
export type Reentry = { mode: 'never' } | { mode: 'per-key'; field: string } | { mode: 'per-event' };

/** Where a port leads. The port is named in the trace; `to` is where the run goes on. */
export interface Exit {
  port: PortId;
  to: Address;
}

export type Op = BeginOp | ActOp | WaitOp | BranchOp | SplitOp | ForkOp | JoinOp | SetOp | RepeatOp | EndOp;

export interface BeginOp {
  op: 'begin';
  node: NodeId;
  next: Exit;
}

/** Perform an activity; its outcome chooses the port, `next` takes every outcome that has none. */
export interface ActOp {
  op: 'act';
  node: NodeId;
  kind: string;
  with: Record<string, unknown>;
  outcomes: Record<string, Exit>;
  next: Exit;
  /**
   * The activity may answer `pending`: a person has to do something. The run then waits here for an event of this type
   * whose data names this visit (`act`: run/node/visit) and the `outcome`, at most until the deadline.
   */
  pending?: { event: string; until?: { deadline: Deadline } & Exit };
  /** Absent = `freeze`. */
  hold?: HoldPolicy;
}

/**
 * What a clinical hold does to a step. `freeze`: no deadline fires and nothing is performed until it is lifted; what came due
 * meanwhile fires then. `extend`: as `freeze`, and a length of time (`after`, `sinceEntry`) is longer by as much of the hold
 * as fell into the wait. `skip`: an activity whose turn comes is left out (port `skipped`, else `next`); a wait, or an
 * outcome that is awaited already, goes on as if there were no hold. `ignore`: the hold does not concern it. Events, changed
 * fields and the rules of the journey act all the while. The tracks of guards are never held.
 */
export type HoldPolicy = 'freeze' | 'extend' | 'skip' | 'ignore';

/**
 * An event that matters: of this type, with data that the condition (source `event`) holds for, and about the same thing
 * as something the run knows ("this order"). What is not known is the same as nothing (rule 9).
 */
export interface EventMatch {
  type: string;
  where?: Condition;
  same?: Correlation[];
}

/**
 * The event's field equals this value of the entry event, of the event that last ended a wait of the same track, or of a
 * variable. Exit rules, goals and guards belong to no track: for them there is no `last`, and a rule that asks for it never
 * fires.
 */
export interface Correlation {
  field: string;
  from: 'entry' | 'last' | 'variable';
  key: string;
}

/** Wait for the earliest of a deadline, matching events and a condition that becomes true, each with its own port. */
export interface WaitOp {
  op: 'wait';
  node: NodeId;
  until?: { deadline: Deadline } & Exit;
  events: (EventMatch & Exit)[];
  /** Passes at once when it holds on arrival, and as soon as a change of the patient's fields makes it true. */
  when?: { if: Condition } & Exit;
  /**
   * A date of the patient that lay before the arrival (rule 4), or a window that opens too late; without it the wait is
   * simply over, or lasts.
   */
  past?: Exit;
  /** A date of the patient that nobody knows; without it the run waits until somebody enters it. */
  missing?: Exit;
  /** Events since the preceding step completed count (rule 3); `false` = only from arrival on. */
  lookBack: boolean;
  /** Absent = `freeze`. */
  hold?: HoldPolicy;
}

/**
 * `after` counts from the arrival at the wait, `sinceEntry` from the enrolment; `inDays` is a local time of the local
 * date so many days after that of the arrival (rule 1), with `calendar` so many work days; `next` is the first such local
 * time after the arrival; `window` the first allowed instant from the arrival on (rule 6).
 */
export type Deadline =
  | { after: Millis }
  | { sinceEntry: Millis }
  | { inDays: number; at: LocalTime; calendar?: string }
  | { date: PatientDate }
  | { next: NextDay }
  | { window: Window };

/** A local time, so many months and days after (negative: before) a date in the patient's fields (`YYYY-MM-DD`). */
export interface PatientDate {
  field: string;
  /** Added first; a day that the month lacks becomes its last one. */
  offsetMonths?: number;
  offsetDays: number;
  at: LocalTime;
  /** The next anniversary after the arrival instead of the date itself; 29 February is kept on the 28th in other years. */
  yearly?: true;
  /** A date that is no work day moves to the one before or after it. */
  workday?: { calendar: string; move: 'before' | 'after' };
}

/**
 * The first local date after the arrival (its own date only if the time is still to come) that is one of these weekdays
 * (1 = Monday … 7 = Sunday, of the local date) or this day of the month, whose last day stands for days that it lacks.
 */
export type NextDay = { at: LocalTime } & ({ weekdays: number[] } | { monthDay: number });

/**
 * The hours in which something may happen. `to` is not within any more; `from` after `to` means over midnight, and a
 * night belongs to the date on which it began. `from` equal to `to` is the whole day.
 */
export interface Window {
  from: LocalTime;
  to: LocalTime;
  /** 1 = Monday … 7 = Sunday, of the local date; absent = every day. */
  weekdays?: number[];
  /** Work days of this calendar only. */
  calendar?: string;
  /** Who had to wait for the window is spread over this length of time after its start, by a hash of the patient. */
  spread?: Millis;
  /** A window that opens later than this after the arrival takes `past`. */
  within?: Millis;
}

/** The first condition that is true wins. `unknown` is taken when none is true and some could not be told (rule 12). */
export interface BranchOp {
  op: 'branch';
  node: NodeId;
  cases: ({ if: Condition } & Exit)[];
  unknown?: Exit;
  else: Exit;
}

/** One arm per patient, by weight and for good: the same patient takes the same arm on every visit. */
export interface SplitOp {
  op: 'split';
  node: NodeId;
  /** `holdOut`: the group that is left alone, for comparison. */
  arms: ({ weight: number; holdOut?: true } & Exit)[];
}

/** Goes on by all of these at once, each a track of its own in the same run. */
export interface ForkOp {
  op: 'fork';
  node: NodeId;
  tracks: Exit[];
}

/**
 * Where tracks of one fork come together: goes on once all that are left, any, or so many of them have come. The others
 * are given up then. A track that belongs to no fork passes.
 */
export interface JoinOp {
  op: 'join';
  node: NodeId;
  /**
   * The fork whose tracks come together here, those of forks inside its tracks counted one by one. Absent = the innermost
   * fork of each track that comes.
   */
  fork?: NodeId;
  wants: 'all' | 'any' | number;
  next: Exit;
}

export interface SetOp {
  op: 'set';
  node: NodeId;
  set: Assignment[];
  next: Exit;
}

/** Adding to a variable that has no number yet starts from 0. */
export type Assignment = { variable: Variable; to: Value } | { variable: Variable; add: number };

/** Takes `again` so many times, then `done`, and starts counting anew. */
export interface RepeatOp {
  op: 'repeat';
  node: NodeId;
  times: number;
  again: Exit;
  done: Exit;
}

export interface EndOp {
  op: 'end';
  node: NodeId;
  outcome: string;
  /** Ends only the track of a guard or of a fork; the run goes on where it was. The last track ends the run. */
  track?: true;
}

/** Ends the run from any wait, as soon as an event comes or a change of the patient's fields makes the condition true. */
export interface ExitRule {
  node: NodeId;
  on?: EventMatch;
  when?: Condition;
  outcome: string;
}

/**
 * Takes the patient out of wherever they wait and goes on from here, once per run: what the journey is for has happened.
 * Of several in one instant the first one counts. A condition counts when it becomes true. Guards stay at work.
 */
export interface Goal {
  node: NodeId;
  on?: EventMatch;
  when?: Condition;
  next: Exit;
}

/** Runs a short track of its own beside whatever the run waits for. A condition fires when it becomes true. */
export interface Guard {
  node: NodeId;
  on?: EventMatch;
  when?: Condition;
  next: Exit;
}

/** An event as it reaches a run. `seq` rises per patient; `at` is when it happened. */
export interface RunEvent {
  seq: number;
  id: string;
  type: string;
  at: EpochMs;
  data?: Record<string, unknown>;
}

/**
 * Offsets of one zone, of one version of the tz database: `offsets[i]` (minutes east of UTC) holds before `untils[i]`,
 * the last one for ever.
 */
export interface ZoneTable {
  zone: string;
  version: string;
  untils: EpochMs[];
  offsets: number[];
}

/**
 * One year of a work-day calendar: Monday to Friday are work days but for `off` (holidays), Saturday and Sunday are not
 * but for `on` (make-up days). Dates as `MM-DD`.
 */
export interface CalendarYear {
  calendar: string;
  year: number;
  /** sha256 of the year's canonical JSON: what the trace records. */
  hash: string;
  off: string[];
  on: string[];
}
