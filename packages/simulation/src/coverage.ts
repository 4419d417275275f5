import type { NodeId } from '@suivi/schema';
import type { Model } from './model.ts';
import { PortsTaken, type PortTaken } from './ports-taken.ts';
import type { ScenarioRun } from './scenario-run.ts';

/** What a set of scenarios went through, and what none of them did. */
export interface Coverage {
  scenarios: number;
  ports: PortTaken[];
  nodes: { node: NodeId; reached: number }[];
  /** Never taken: ports that are drawn, and every time-out. */
  untaken: PortTaken[];
  /** Ports without a wire of their own that were never needed. */
  undrawn: PortTaken[];
  /** Nodes, rules and exits that nobody came to. */
  unreached: NodeId[];
}

/** Adds up the runs of scenarios of one journey. @throws Error for a journey that has errors, which no scenario runs on. */
export function coverageOf(model: Model, runs: readonly ScenarioRun[]): Coverage {
  if (!model.plan) throw new Error('a journey with errors has no runs to look at');
  const taken = new PortsTaken(model.plan, model.journey);
  for (const { rows } of runs) for (const row of rows) taken.add(row);
  const ports = taken.ports();
  const nodes = taken.nodes();
  const never = ports.filter((port) => port.taken === 0);
  return {
    scenarios: runs.length,
    ports,
    nodes,
    untaken: never.filter(({ drawn }) => drawn),
    undrawn: never.filter(({ drawn }) => !drawn),
    unreached: nodes.filter(({ reached }) => reached === 0).map(({ node }) => node),
  };
}
