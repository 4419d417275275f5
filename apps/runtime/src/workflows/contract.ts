/** What passes between the workflow, its activities and those who start and signal it. Types only: sandbox-safe. */
import type { State } from '@suivi/engine';
import type { EpochMs, NodeId, Plan, PlanHash, RunEvent, TraceRow } from '@suivi/schema';

export interface JourneyRunInput {
  /** `{"$plan": hash}` on the wire; the worker's codec adds the body. */
  plan: { $plan: PlanHash; body?: Plan };
  run: string;
  /** Rises with every continue-as-new; trace rows are keyed by it. */
  epoch: number;
  enrol?: { at: EpochMs; seq: number; event: { id: string; type: string } };
  /** Carried over a continue-as-new instead of `enrol`. */
  state?: State;
  /** Events received but not yet applied when the run continued as new. */
  inbox?: RunEvent[];
}

/** A batch of trace rows. A later fence replaces what an earlier attempt of the same task wrote. */
export interface Trail {
  run: string;
  epoch: number;
  fence: number;
  rows: TraceRow[];
}

export interface SyncInput {
  trail: Trail;
  /** Read the events that must be applied before a deadline may fire. */
  read?: { after: number; until: EpochMs; listens: string[]; fields: string[] };
}

export interface SyncResult {
  /** False when the rows could not be stored: the run keeps them and tries again with its next step. */
  written: boolean;
  events: RunEvent[];
}

export interface SendMessageInput {
  trail: Trail;
  node: NodeId;
  visit: number;
  at: EpochMs;
  content: string;
  class: string;
  validFor: string;
}

export interface ActResult {
  outcome: string;
  detail?: Record<string, unknown>;
}
