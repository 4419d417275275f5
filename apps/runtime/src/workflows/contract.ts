/** What passes between the workflow, its activities and those who start and signal it. Types only: sandbox-safe. */
import type { Closing, Command, CommandRefusal, Facts, Standing, State } from '@suivi/engine';
import type {
  CalendarYear,
  EpochMs,
  LocalText,
  NodeId,
  Plan,
  PlanHash,
  RunEvent,
  TraceRow,
  ZoneTable,
} from '@suivi/schema';

export interface JourneyRunInput {
  /** `{"$plan": hash}` on the wire; the worker's codec adds the body. */
  plan: { $plan: PlanHash; body?: Plan };
  /** `{"$zone": name, "version": tzdata}` on the wire; the worker's codec adds the table. Absent in runs of before. */
  zone?: { $zone: string; version: string; body?: ZoneTable };
  run: string;
  /** Opaque key of the patient. Absent in runs of before. */
  patient?: string;
  /** Rises with every continue-as-new; trace rows are keyed by it. */
  epoch: number;
  enrol?: {
    at: EpochMs;
    seq: number;
    event: { id: string; type: string };
    /** Data of the entry event that some condition looks at. */
    entry?: Record<string, unknown>;
    closes?: Closing;
    /** The patient is in a clinical hold already. */
    clinicalHold?: true;
  };
  /** The visit of another run (run/node/visit) that waits for the end of this one. */
  calledBy?: string;
  /** The clock of a trial; absent = real time. */
  clock?: TrialClock;
  /** Carried over a continue-as-new instead of `enrol`. */
  state?: State;
  /** Events received but not yet applied when the run continued as new. */
  inbox?: RunEvent[];
}

/** Real instant of a journey's instant: `began + (at − origin) × scale`. */
export interface TrialClock {
  origin: EpochMs;
  began: EpochMs;
  scale: number;
}

/** A batch of trace rows. A later fence replaces what an earlier attempt of the same task wrote. */
export interface Trail {
  run: string;
  epoch: number;
  fence: number;
  rows: TraceRow[];
  /** Where the run's own track stands after these rows: they may be of a guard's. Absent where a plan has no guards. */
  main?: Standing;
}

export interface SyncInput {
  trail: Trail;
  /** Read the events that must be applied before a deadline may fire. */
  read?: {
    after: number;
    until: EpochMs;
    listens: string[];
    fields: string[];
    /** The run belongs to a trial: nothing may fire before that is fed up to `until`, on the wall clock of this zone. */
    trial?: { zone: string; clock: TrialClock };
  };
  /** Read the values of today of these fields of the patient. */
  facts?: string[];
  /** Read these years of work-day calendars, as far as they are known. */
  calendars?: { names: string[]; years: number[] };
}

export interface SyncResult {
  /** False when the rows could not be stored: the run keeps them and tries again with its next step. */
  written: boolean;
  events: RunEvent[];
  facts?: Facts;
  calendars?: CalendarYear[];
  /**
   * The trial is not fed up to the deadline yet: it must not fire. Ask again in so many real milliseconds.
   */
  notYet?: number;
}

/** What an operator asks of a run. When it happens is for the run to say. */
export type ControlInput = Omit<Command, 'at'>;

export type ControlAnswer = { applied: true } | { refused: CommandRefusal };

/**
 * What every activity of a node gets: where and when it acts, and what the plan says. `kind` and `with` are those of the
 * plan's `act` instruction; the activity of that name (temporal-names.ts, ACTIVITY) carries it out.
 */
export interface ActInput<With = Record<string, unknown>> {
  trail: Trail;
  node: NodeId;
  visit: number;
  at: EpochMs;
  with: With;
}

/** `pending`: a person or another system has to do something; the outcome comes later, as an event (plan.ts, ActOp). */
export interface ActResult {
  outcome: string;
  detail?: Record<string, unknown>;
}

export interface SendMessageWith {
  content: string;
  class: string;
  validFor: string;
  /** Staff group whose member presses send (待员工确认); absent = sent by itself. */
  group?: string;
}

export interface CreateTaskWith {
  group: string;
  /** Ids of the outcomes that close it. Absent in plans of before. */
  answers?: string[];
  /** What staff read. Plans of before carry it; since then it is read from the version's document. */
  title?: LocalText;
  instructions?: LocalText;
  outcomes?: { id: string; label: LocalText }[];
  /** Milliseconds after the to-do's instant at which it is overdue. */
  dueAfter?: number;
  /** The run stands still until it is closed: the activity answers `pending`, otherwise `created`. */
  waits: boolean;
}

/** Hands an open to-do of this visit on to another group. Answers `pending`. */
export interface EscalateTaskWith {
  group: string;
}

/** Begins another journey with this patient; its id. */
export interface CallJourneyWith {
  journey: string;
}

/** Tells the visit that called this run (run/node/visit) how it ended. */
export interface EndCallWith {
  act: string;
  outcome: string;
}

export interface SetFieldWith {
  field: string;
  to: string | number | boolean | null;
}

/** A node with an activity of its own: run on the task queue of its pack. */
export interface CallNodeWith {
  type: string;
  version: number;
  config: Record<string, unknown>;
  /** Those that this plan knows: another one is `failed`. */
  outcomes: readonly string[];
  /** Milliseconds for one try. */
  timeout: number;
  attempts: number;
  /** Put in by the workflow: what the run keeps for itself. */
  variables?: Record<string, unknown>;
}
