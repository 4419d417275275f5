import type { RunStep } from '@suivi/schema';

export interface Visit {
  key: string;
  node: string;
  /** When the visit began, ms. */
  at: number;
  steps: RunStep[];
}

/** Trace rows gathered into visits: consecutive rows of the same visit of a node. */
export function visitsOf(steps: readonly RunStep[]): Visit[] {
  const visits: Visit[] = [];
  for (const step of steps) {
    const last = visits.at(-1);
    const first = last?.steps[0];
    if (last && first && first.node === step.node && first.visit === step.visit && first.epoch === step.epoch) {
      last.steps.push(step);
    } else {
      visits.push({ key: `${step.epoch}/${step.seq}`, node: step.node, at: step.at, steps: [step] });
    }
  }
  return visits;
}
