import type { Journey } from '@suivi/schema';
import { drawnPorts } from './size.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * Where an arrow key leads from a node: down and up follow the wires (down prefers the first port), left and right
 * go to the nearest node beside it. Undefined at an edge of the graph, so that the selection stays.
 */
export function walk(doc: Journey, from: string, direction: Direction): string | undefined {
  if (direction === 'down') return below(doc, from);
  if (direction === 'up') return above(doc, from);
  return beside(doc, from, direction === 'left' ? -1 : 1);
}

function below(doc: Journey, from: string): string | undefined {
  const order = drawnPorts(doc).get(from) ?? [];
  const [first] = Object.values(doc.wires)
    .filter((wire) => wire.from === from && doc.nodes[wire.to])
    .sort((a, b) => order.indexOf(a.port) - order.indexOf(b.port));
  return first?.to;
}

/** Of several nodes that lead here, the nearest above: the same way back that a reader's eye takes. */
function above(doc: Journey, to: string): string | undefined {
  const here = doc.layout[to];
  const [nearest] = Object.values(doc.wires)
    .filter((wire) => wire.to === to && doc.nodes[wire.from])
    .map((wire) => ({ id: wire.from, far: distance(doc.layout[wire.from], here) }))
    .sort((a, b) => a.far - b.far);
  return nearest?.id;
}

function beside(doc: Journey, from: string, sign: 1 | -1): string | undefined {
  const here = doc.layout[from];
  if (!here) return undefined;
  const [nearest] = Object.keys(doc.nodes)
    .flatMap((id) => {
      const at = doc.layout[id];
      const dx = at ? (at.x - here.x) * sign : 0;
      // Half a column to the side at least: a pill is 12 px further in than the card above it.
      return at && id !== from && dx > 60 ? [{ id, far: dx + 3 * Math.abs(at.y - here.y) }] : [];
    })
    .sort((a, b) => a.far - b.far);
  return nearest?.id;
}

function distance(a: { x: number; y: number } | undefined, b: { x: number; y: number } | undefined): number {
  if (!a || !b) return Number.POSITIVE_INFINITY;
  const dy = b.y - a.y;
  // A node further down that leads back up is the last choice.
  return Math.hypot(a.x - b.x, dy) + (dy < 0 ? 100_000 : 0);
}
