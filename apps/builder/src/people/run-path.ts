import type { Journey, RunView } from '@suivi/schema';
import type { PathMark } from '../canvas/overlay-store.ts';

export interface RunPath {
  nodes: Record<string, PathMark>;
  wires: ReadonlySet<string>;
}

const OVER: ReadonlySet<RunView['state']> = new Set(['finished', 'exited', 'failed']);

/** The node a run is at, with the deadline of its wait; undefined once it has ended. */
export function whereNow(run: RunView): { node: string; until?: number } | undefined {
  if (OVER.has(run.state)) return undefined;
  const last = run.steps.at(-1);
  const node = run.node ?? last?.node;
  if (!node) return undefined;
  const wait = run.steps.findLast((step) => step.node === node && step.kind === 'waiting');
  const until = run.wakeAt ?? wait?.until;
  return { node, ...(until === undefined ? {} : { until }) };
}

/** One person's way over the canvas: the nodes with the time of the first visit, and the wires taken. */
export function runPath(doc: Journey, run: RunView): RunPath {
  const nodes: Record<string, PathMark> = {};
  const wires = new Set<string>();
  for (const step of run.steps) {
    nodes[step.node] ??= { at: step.at };
    if (step.port === undefined) continue;
    for (const [id, wire] of Object.entries(doc.wires)) {
      if (wire.from === step.node && wire.port === step.port) wires.add(id);
    }
  }
  const now = whereNow(run);
  const mark = now ? nodes[now.node] : undefined;
  if (now && mark) nodes[now.node] = { ...mark, now: now.until === undefined ? {} : { until: now.until } };
  return { nodes, wires };
}
