import type { Journey, NodeId } from '@suivi/schema';
import { type ReadNode, readNodes } from './read-node.ts';

/** The nodes of a journey in the order in which a person would tell them. */
export interface FlowOrder {
  /** From the trigger on. */
  steps: NodeId[];
  /** The rules for the whole journey in the order of their ids, each with the steps that only it leads to. */
  rules: NodeId[];
  /** What nothing leads to. */
  loose: NodeId[];
}

/**
 * Tells the first way out of a step to its end before the second one, and a step where ways meet after all of them.
 * Positions on the canvas have no say: moving a box does not renumber a document that was signed.
 */
export function flowOrder(
  journey: Pick<Journey, 'nodes' | 'wires'>,
  nodes: Map<NodeId, ReadNode> = readNodes(journey),
): FlowOrder {
  const next = targetsInPortOrder(journey, nodes);
  const seen = new Set<NodeId>();
  const ids = [...nodes.keys()].sort();
  const from = (starts: NodeId[]): NodeId[] => starts.flatMap((start) => tell(start, next, seen));
  const steps = from(ids.filter((id) => nodes.get(id)?.definition?.trigger));
  const rules = from(ids.filter((id) => nodes.get(id)?.definition?.rule));
  // A loose row is told from its beginning: first what no wire leads to, then what is left, a loop of its own.
  const led = new Set([...next.values()].flat());
  return { steps, rules, loose: from([...ids.filter((id) => !led.has(id)), ...ids]) };
}

/** Reverse post-order of a walk. Iterative: a journey of 2,000 nodes in a row would overflow a recursive one. */
function tell(start: NodeId, next: Map<NodeId, NodeId[]>, seen: Set<NodeId>): NodeId[] {
  if (seen.has(start)) return [];
  const done: NodeId[] = [];
  const walk: { id: NodeId; open: NodeId[] }[] = [];
  const enter = (id: NodeId) => {
    seen.add(id);
    walk.push({ id, open: [...(next.get(id) ?? [])] });
  };
  enter(start);
  for (let at = walk.at(-1); at; at = walk.at(-1)) {
    // The last port first: what is finished first is told last.
    const to = at.open.pop();
    if (to === undefined) {
      done.push(at.id);
      walk.pop();
    } else if (!seen.has(to)) enter(to);
  }
  return done.reverse();
}

function targetsInPortOrder({ wires }: Pick<Journey, 'wires'>, nodes: Map<NodeId, ReadNode>): Map<NodeId, NodeId[]> {
  const rank = (from: NodeId, port: string) => {
    const ports = nodes.get(from)?.ports ?? [];
    const at = ports.findIndex(({ id }) => id === port);
    return at < 0 ? ports.length : at;
  };
  const drawn = Object.values(wires)
    .filter(({ from, to }) => nodes.has(from) && nodes.has(to))
    .map((wire) => ({ ...wire, rank: rank(wire.from, wire.port) }))
    .sort((a, b) => a.rank - b.rank || (a.port < b.port ? -1 : a.port > b.port ? 1 : a.to < b.to ? -1 : 1));
  const next = new Map<NodeId, NodeId[]>();
  for (const { from, to } of drawn) {
    const targets = next.get(from);
    if (targets) targets.push(to);
    else next.set(from, [to]);
  }
  return next;
}
