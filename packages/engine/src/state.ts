import type { Address, EpochMs, NodeId, RunEvent, TraceRow } from '@suivi/schema';

/**
 * Everything a run knows between two steps: small plain JSON that can be saved and restored anywhere.
 * Later forms get a new `v` and an upcaster (upcast.ts).
 */
export interface State {
  v: 1;
  /** Instant of the enrolment: the anchor of `sinceEntry`. */
  entered: EpochMs;
  /** The latest instant applied. Time in here is the inputs' time, never the clock's. */
  now: EpochMs;
  /** Highest event sequence taken in; anything not newer is a duplicate. */
  lastSeq: number;
  /** Sequence number of the next trace row. */
  nextRow: number;
  tokens: Token[];
  /** Events taken in but not applied yet, in the patient's order. */
  queue: RunEvent[];
  /** Applied but unconsumed events of the instant `now`, which a wait arriving at that instant looks back to. */
  kept: RunEvent[];
  visits: Record<NodeId, number>;
  /** Rows not yet handed to the driver. */
  rows: TraceRow[];
  ended?: { how: 'finished' | 'exited'; outcome: string };
  held?: { reason: string };
}

/** One track of a run. Today there is one; parallel tracks are more tokens in the same state. */
export interface Token {
  id: number;
  at: Address;
  /** When the preceding step completed: how far a wait looks back. */
  since: EpochMs;
  visit: number;
  /** Steps since this track last had to wait. */
  hops: number;
  doing: { act: 'requested'; at: EpochMs } | { wait: EpochMs | null };
}

/** Where a run comes from. `seq` is the sequence of the event that enrolled it: earlier events are not its own. */
export interface Enrolment {
  seq: number;
  /** Values of the entry event that may be shown in the trace (never identities). */
  event?: { id: string; type: string };
}

export type Input =
  /**
   * The outcome of a requested activity. It happens at the instant of the request. With node and visit a second
   * delivery cannot be taken for the result of the next activity.
   */
  | {
      kind: 'acted';
      token: number;
      node?: NodeId;
      visit?: number;
      outcome: string;
      detail?: Record<string, unknown>;
    }
  | { kind: 'event'; event: RunEvent }
  /** Every deadline up to and including `at` may fire: nothing earlier can still come in. */
  | { kind: 'passed'; at: EpochMs };

export type Effect =
  | {
      do: 'perform';
      token: number;
      kind: string;
      with: Record<string, unknown>;
      node: NodeId;
      visit: number;
      at: EpochMs;
    }
  /** Nothing to do until an event comes or the instant has passed; `null` = only an event helps. */
  | { do: 'wait'; until: EpochMs | null }
  | { do: 'hold'; reason: string }
  | { do: 'finish'; how: 'finished' | 'exited'; outcome: string };

export interface Step {
  state: State;
  effects: Effect[];
}
