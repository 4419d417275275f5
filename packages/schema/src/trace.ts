/** Trace rows: what happened, drawn back onto the canvas. Types only (see plan.ts). */
import type { EpochMs } from './instant.ts';
import type { NodeId, PortId } from './plan.ts';

export type TraceKind =
  | 'entered'
  | 'waiting'
  | 'deferred'
  | 'woke'
  | 'branched'
  | 'forked'
  | 'joined'
  | 'acting'
  | 'acted'
  | 'held'
  | 'skipped'
  | 'moved'
  | 'left';

/**
 * One row, keyed (run, epoch, seq). `entered` opens a visit; the row with a `port`, `moved`, `joined` or `left` closes it:
 * so "who is here" and "how many moved on" are sums over rows, without knowing any node type. Of a fork, which one visit
 * leaves by several ports, the first row (`branched`) closes the visit and a row `forked` follows for each further port.
 * `joined`: this track came to a join and ended in the one that goes on. `deferred`: waits for its window to open.
 */
export interface TraceRow {
  seq: number;
  node: NodeId;
  /** 1 for the first visit of this node by this run. */
  visit: number;
  kind: TraceKind;
  /** Instant in the journey's own time, not the time of processing. */
  at: EpochMs;
  port?: PortId;
  /** `waiting`, `deferred`, `acting`: the absolute deadline, if there is one. */
  until?: EpochMs;
  /**
   * `woke`: what ended the wait. `acted`: the outcome. `branched`: which rule chose. `held`/`skipped`: the reason
   * (`clinical`, `paused`, `loop`, `calendar`). `waiting`/`acting`: who set it anew (`released`, `resumed`, `operator`), or
   * `join` where a track waits for others. `moved`: who moved the run (`rule`, `goal`, `join`, `operator`, `end`).
   * `left`: the outcome.
   */
  by?: string;
  /**
   * Values used, event ids, content hashes: never personal data. `left` carries `exit` (`rule`, `operator`, `trial`)
   * when the run did not end at an exit of the drawing.
   */
  detail?: Record<string, unknown>;
}

export type RunState = 'running' | 'waiting' | 'held' | 'finished' | 'exited' | 'failed';
