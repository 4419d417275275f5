import { type Journey, journeyNode, position, type SingleCommand, wire } from '@suivi/schema';
import { z } from 'zod';
import { newId } from './new-id.ts';

/** What copying puts on the system clipboard: plain JSON, so that it pastes into another journey or tab. */
const clip = z.object({
  suivi: z.literal('clip/1'),
  nodes: z.record(z.string(), journeyNode),
  wires: z.array(wire),
  layout: z.record(z.string(), position),
});

/** The selected nodes and the wires between them as text. */
export function copyText(doc: Journey, ids: readonly string[]): string {
  const kept = new Set(ids.filter((id) => doc.nodes[id]));
  const pick = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => kept.has(id)));
  return JSON.stringify({
    suivi: 'clip/1',
    nodes: pick(doc.nodes),
    wires: Object.values(doc.wires).filter((w) => kept.has(w.from) && kept.has(w.to)),
    layout: pick(doc.layout),
  });
}

export interface Pasted {
  ids: string[];
  commands: SingleCommand[];
}

/**
 * Reads clipboard text back into commands with new ids, shifted by `offset` px. Text that is not a clip of ours,
 * or does not pass the schema, gives undefined: it may come from anywhere.
 */
export function paste(text: string, offset: number): Pasted | undefined {
  const parsed = clip.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { nodes, wires, layout } = parsed.data;
  const renamed = new Map(Object.keys(nodes).map((id) => [id, newId()]));
  const commands: SingleCommand[] = Object.entries(nodes).map(([id, node]) => {
    const at = layout[id] ?? { x: 0, y: 0 };
    return { do: 'addNode', id: renamed.get(id) ?? newId(), node, at: { x: at.x + offset, y: at.y + offset } };
  });
  for (const { from, port, to } of wires) {
    const [start, end] = [renamed.get(from), renamed.get(to)];
    if (start && end) commands.push({ do: 'connect', id: newId(), wire: { from: start, port, to: end } });
  }
  return { ids: [...renamed.values()], commands };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
