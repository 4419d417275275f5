import type {
  Address,
  CalendarYear,
  EpochMs,
  Millis,
  NodeId,
  PauseMode,
  RunEvent,
  TraceRow,
  Value,
  Variable,
} from '@suivi/schema';

type Data = Record<string, unknown>;

/**
 * Everything a run knows between two steps: small plain JSON that can be saved and restored anywhere.
 * Later forms get a new `v` and an upcaster (upcast.ts).
 */
export interface State {
  v: 3;
  /** Opaque keys: of the run, by which completing events name it, and of the patient, who keeps the arm of a split. */
  run: string;
  patient: string;
  /** Instant of the enrolment: the anchor of `sinceEntry`. */
  entered: EpochMs;
  /** The latest instant applied. Time in here is the inputs' time, never the clock's. */
  now: EpochMs;
  /** Highest event sequence taken in; anything not newer is a duplicate. */
  lastSeq: number;
  /** Sequence number of the next trace row. */
  nextRow: number;
  /** Number of the next token, and of the next group. */
  nextToken: number;
  tokens: Token[];
  /** Forks whose tracks have not come together yet. */
  groups?: Group[];
  /** Events taken in but not applied yet, in the patient's order. */
  queue: RunEvent[];
  /** Applied events of the instant `now`, which a wait arriving at that instant looks back to. */
  kept: Kept[];
  /** How often each node was entered. Pairs, because a state is copied at every step: an object of many keys copies slowly. */
  visits: [NodeId, number][];
  /** How often each `repeat` has sent the run round since it last let it go on. */
  rounds: Record<NodeId, number>;
  variables: Record<Variable, Value>;
  /** Data of the entry event that some condition looks at. */
  entry?: Data;
  /** Whether the conditions of exit rules and guards must be looked at again: a field of the patient changed. */
  recheck?: true;
  /** Goals and guards whose condition held when it was last looked at: they fire when it becomes true, not while it is. */
  holding?: NodeId[];
  /** Goals that the run has reached: each moves it once. */
  reached?: NodeId[];
  /** What keeps the run from going on by itself. Both may hold at once; it goes on when neither does. */
  stopped?: Stopped;
  /** The end of the trial this run belongs to. */
  closes?: Closing;
  /** Rows not yet handed to the driver. */
  rows: TraceRow[];
  ended?: { how: 'finished' | 'exited'; outcome: string };
  /** Some track is held; the others go on. */
  held?: { reason: string };
}

/** `taken`: the tracks that have consumed the event, and those that came of them. */
export type Kept = RunEvent & { taken?: number[] };

/**
 * From this instant on nothing counts any more and the run leaves. With `inclusive` the deadlines of that very instant
 * are still applied: a journey that ends by itself at the end of its trial.
 */
export interface Closing {
  at: EpochMs;
  outcome: string;
  inclusive?: true;
}

/** A clinical hold or a pause, and since when. */
export interface Stopped {
  clinical?: { since: EpochMs };
  pause?: { since: EpochMs; mode: PauseMode };
}

/** The tracks of one visit of a fork. */
export interface Group {
  id: number;
  fork: NodeId;
  /** The group of the track that came to the fork. */
  within?: number;
}

/** One track of a run: the drawing's own, the tracks of its forks, and one for each guard that is at work. */
export interface Token {
  id: number;
  at: Address;
  /** The track of a guard: beside the drawing's own, and never held. */
  aside?: true;
  /** The fork whose track this is. */
  group?: number;
  /** When the preceding step completed: how far a wait looks back. */
  since: EpochMs;
  visit: number;
  /** Steps since this track last had to wait. */
  hops: number;
  doing: Doing;
  /** Data of the event that last ended a wait of this track, as far as conditions look at it. */
  last?: Data;
  /** By how much the length of this wait has grown, by holds and pauses. */
  longer?: Millis;
  /** An operator set the deadline of this wait: a changed field does not compute it anew. */
  set?: true;
}

/**
 * `act`: an activity is out. `wait`: until that instant or an event; with `pending` for the outcome of an activity, with
 * `joined` for the other tracks of a fork, with `held` for a person who mends what the reason says, with `lacks` for the year
 * of a calendar (events still reach the track then). `facts`: the patient's fields of today or a calendar are needed first;
 * `was` is the deadline of a wait that had begun before, `years` are asked for besides those around now. `turn`: an
 * activity's turn came while the run was stopped. `end`: the end of the run was reached while another track was busy.
 */
export type Doing =
  | { act: 'requested'; at: EpochMs }
  | { wait: EpochMs | null; pending?: true; joined?: true; held?: string; lacks?: Lack }
  | { facts: 'needed'; at: EpochMs; was?: EpochMs | null; years?: number[]; lacks?: Lack }
  | { turn: EpochMs }
  | { end: EpochMs };

/** A year of a work-day calendar without which a deadline cannot be told. */
export interface Lack {
  calendar: string;
  year: number;
}

/** Where a run comes from. `seq` is the sequence of the event that enrolled it: earlier events are not its own. */
export interface Enrolment {
  run: string;
  patient: string;
  seq: number;
  /** Values of the entry event that may be shown in the trace (never identities). */
  event?: { id: string; type: string };
  /** Data of the entry event that some condition looks at. */
  entry?: Data;
  closes?: Closing;
  /** The patient is in a clinical hold already. */
  clinicalHold?: true;
}

/** The patient's fields of today, those of `plan.facts`. */
export type Facts = Data;

/** Years of `plan.calendars`: as many of those asked for as are known. */
export type Calendars = readonly CalendarYear[];

export type Input =
  /**
   * The outcome of a requested activity. It happens at the instant of the request. With node and visit a second
   * delivery cannot be taken for the result of the next activity. `pending`: the outcome comes later, as an event.
   */
  | {
      kind: 'acted';
      token: number;
      node?: NodeId;
      visit?: number;
      outcome: string;
      detail?: Data;
    }
  | { kind: 'event'; event: RunEvent }
  /** Every deadline up to and including `at` may fire: nothing earlier can still come in. */
  | { kind: 'passed'; at: EpochMs; facts?: Facts; calendars?: Calendars }
  /** The facts that were asked for. */
  | { kind: 'facts'; facts: Facts; calendars?: Calendars }
  | { kind: 'command'; command: Command };

/** What an operator may do with a run. `expectSeq` is the last row they saw: acting on an old picture is refused. */
export interface Command {
  op: 'pause' | 'resume' | 'skipWait' | 'setDeadline' | 'goto' | 'exit';
  at: EpochMs;
  /** The node at which the operator saw the run. */
  node: NodeId;
  /** `goto`: where to. */
  to?: NodeId;
  /** `exit`: the outcome that is recorded. */
  outcome?: string;
  /** `setDeadline`: when the wait ends. */
  until?: EpochMs;
  /** `pause`: what it does to the clock. */
  mode?: PauseMode;
  expectSeq: number;
  /** Opaque key of the operator, and why. */
  by: string;
  reason: string;
}

export type Effect =
  | {
      do: 'perform';
      token: number;
      kind: string;
      with: Data;
      node: NodeId;
      visit: number;
      at: EpochMs;
    }
  /**
   * The values of today of these fields of the patient, and these years of work-day calendars as far as they are known, are
   * needed before anything else can happen.
   */
  | { do: 'facts'; fields: string[]; calendars?: { names: string[]; years: number[] } }
  /** Nothing to do until an event comes or the instant has passed; `null` = only an event helps. */
  | { do: 'wait'; until: EpochMs | null }
  | { do: 'hold'; reason: string }
  | { do: 'finish'; how: 'finished' | 'exited'; outcome: string };

export interface Step {
  state: State;
  effects: Effect[];
}
