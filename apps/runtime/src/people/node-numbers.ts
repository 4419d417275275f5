import type { Journey, NodeCount } from '@suivi/schema';
import { targetOf } from './wiring.ts';

/** One number as the projection keeps it: per version, node and what is counted. */
export interface Kept {
  version: string;
  node: string;
  what: string;
  n: number;
}

interface Drawn {
  newest: string;
  /** Documents of the versions counted and of the newest one; empty where only the newest has people. */
  drawn: ReadonlyMap<string, Journey>;
}

const NOBODY = { entered: 0, here: 0, held: 0, left: 0, moved: 0 };
const PORT = 'port:';

/** Sums the kept numbers over versions, node by node; a node removed since then is a node like any other here. */
export function nodeCounts(
  kept: readonly Kept[],
  held: readonly { node: string; n: number }[],
  versions: Drawn,
): Record<string, NodeCount> {
  const nodes: Record<string, NodeCount> = {};
  for (const { version, node, what, n } of kept) {
    const count = nodes[node] ?? { ...NOBODY, ports: {} };
    nodes[node] = count;
    if (what.startsWith(PORT)) addPort(count, { version, node, port: what.slice(PORT.length), n }, versions);
    else if (what.includes(':')) count.why = { ...count.why, [what]: (count.why?.[what] ?? 0) + n };
    else if (what === 'entered' || what === 'here' || what === 'left' || what === 'moved') count[what] += n;
  }
  for (const { node, n } of held) {
    const count = nodes[node];
    if (!count) continue;
    count.held = n;
    count.here -= n;
  }
  for (const [node, count] of Object.entries(nodes)) dropEqual(node, count, versions);
  return nodes;
}

function addPort(
  count: NodeCount,
  { version, node, port, n }: { version: string; node: string; port: string; n: number },
  { drawn }: Drawn,
): void {
  count.ports[port] = (count.ports[port] ?? 0) + n;
  const target = targetOf(drawn.get(version), node, port);
  if (target === undefined) return;
  const to = count.split?.[port];
  count.split = { ...count.split, [port]: { ...to, [target]: (to?.[target] ?? 0) + n } };
}

/** Keeps the split of a port only where some version led it to another node than the newest one does. */
function dropEqual(node: string, count: NodeCount, { newest, drawn }: Drawn): void {
  const today = drawn.get(newest);
  const kept = Object.entries(count.split ?? {}).filter(([port, to]) => {
    const targets = Object.keys(to);
    return targets.length > 1 || targets[0] !== targetOf(today, node, port);
  });
  if (kept.length > 0) count.split = Object.fromEntries(kept);
  else delete count.split;
}
