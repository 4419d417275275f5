import type { Journey, RunPlace, RunView } from '@suivi/schema';
import type { PathMark } from '../canvas/overlay-store.ts';

export interface RunPath {
  nodes: Record<string, PathMark>;
  wires: ReadonlySet<string>;
}

/** Where a run is now: its own place first, then those of tracks beside it. None once it has ended. */
export function placesNow(run: RunView): RunPlace[] {
  const own = run.places.filter(({ node }) => node === run.node);
  return [...own, ...run.places.filter((place) => !own.includes(place))];
}

/** One person's way over the canvas: the nodes with the time of the first visit, and the wires taken. */
export function runPath(doc: Journey, run: RunView): RunPath {
  const nodes: Record<string, PathMark> = {};
  const wires = new Set<string>();
  for (const [index, step] of run.steps.entries()) {
    nodes[step.node] ??= { at: step.at, zone: run.zone };
    if (step.port === undefined) continue;
    const from = Object.entries(doc.wires).filter(([, wire]) => wire.from === step.node && wire.port === step.port);
    // Versions may lead one port to different nodes: the one that the run came to next tells them apart.
    const next = run.steps
      .slice(index + 1)
      .find(({ kind, node }) => kind === 'entered' && from.some(([, { to }]) => to === node));
    for (const [id, wire] of from) if (from.length === 1 || wire.to === next?.node) wires.add(id);
  }
  for (const { node, since, until, handsOn } of run.places) {
    const now = { ...(until === undefined ? {} : { until }), ...(handsOn ? { handsOn } : {}) };
    nodes[node] = { at: nodes[node]?.at ?? since, now, zone: run.zone };
  }
  return { nodes, wires };
}
