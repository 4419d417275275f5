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
/** Address of an instruction: the node's id, or `id/1`, `id/2` … where one node becomes several instructions. */
export type Address = string;
export type PlanHash = `sha256:${string}`;

export interface Plan {
  v: 1;
  /** The journey this plan belongs to; also keeps equal graphs of two organizations apart. */
  journey: string;
  /** IANA zone of the journey, used where the patient has none. */
  zone: string;
  entry: Address;
  trigger: Trigger;
  ops: Record<Address, Op>;
  /** Event types that any wait, guard, goal or exit rule listens to, now or later. The router sends these. */
  listens: string[];
  /** True when some duration is below one minute: such a plan accepts test patients only. */
  testOnly: boolean;
}

export interface Trigger {
  event: string;
  where?: Condition;
  reentry: Reentry;
}

/** Who may enter again: never, once per value of an event field, or with every event. */
export type Reentry = { mode: 'never' } | { mode: 'per-key'; field: string } | { mode: 'per-event' };

/** Where a port leads. The port is named in the trace; `to` is where the run goes on. */
export interface Exit {
  port: PortId;
  to: Address;
}

export type Op = BeginOp | ActOp | WaitOp | EndOp;

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
}

/** Wait for the earliest of a deadline and matching events, each with its own port. */
export interface WaitOp {
  op: 'wait';
  node: NodeId;
  until?: { deadline: Deadline } & Exit;
  events: ({ type: string; where?: Condition } & Exit)[];
  /** Events since the preceding step completed count (rule 3); `false` = only from arrival on. */
  lookBack: boolean;
}

/** `after` counts from the arrival at the wait, `sinceEntry` from the enrolment. */
export type Deadline = { after: Millis } | { sinceEntry: Millis };

export interface EndOp {
  op: 'end';
  node: NodeId;
  outcome: string;
}

/** An event as it reaches a run. `seq` rises per patient; `at` is when it happened. */
export interface RunEvent {
  seq: number;
  id: string;
  type: string;
  at: EpochMs;
  data?: Record<string, unknown>;
}
