import type { EpochMs, LocalText, NodeId, TraceRow } from '@suivi/schema';
import type { Difference } from './difference.ts';
import type { Problem } from './problem.ts';
import type { TextSent, Todo } from './stage.ts';
import type { Visit } from './visits.ts';

export interface LocalRow extends TraceRow {
  /** `2026-03-02 09:10` on the patient's wall clock. */
  local: string;
}

/** What became of one scenario. Plain JSON. */
export interface ScenarioRun {
  title: LocalText;
  /** No problem with the file and no difference from what it expects. */
  passed: boolean;
  /** What is wrong with the scenario itself; then nothing was run. */
  problems: Problem[];
  /** Where the run differs from what is expected. */
  differences: Difference[];
  /** False where the trigger does not take the entry. */
  entered: boolean;
  zone: string;
  entry?: EpochMs;
  rows: LocalRow[];
  visits: Visit[];
  texts: TextSent[];
  todos: Todo[];
  state: 'none' | 'waiting' | 'held' | 'finished' | 'exited';
  /** Why the run is held, where it is. */
  held?: string;
  /** The nodes at which the run stands when the scenario is over. */
  standsAt: NodeId[];
  outcome?: string;
  ended?: EpochMs;
}
