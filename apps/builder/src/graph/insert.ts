import type { NodeDefinition } from '@suivi/nodes';
import type { Journey, JourneyNode, Position, SingleCommand } from '@suivi/schema';
import { newId } from './new-id.ts';
import { reachable } from './reach.ts';
import { type Box, boxesOf, GAP, portsOf, sizeOf } from './size.ts';

export interface Insertion {
  /** The id of the new node. */
  id: string;
  commands: SingleCommand[];
}

/** A node as the palette makes it: the type's initial config, no name. */
export function freshNode(definition: NodeDefinition): JourneyNode {
  return { type: definition.type, version: definition.version, config: { ...definition.initial } };
}

/** Adds a node with its middle at a point of the canvas, on the 4 px grid. */
export function insertAt(definition: NodeDefinition, middle: Position): Insertion {
  const node = freshNode(definition);
  const { width, height } = sizeOf(node, portsOf(node).length);
  const id = newId();
  return { id, commands: [{ do: 'addNode', id, node, at: onGrid(middle.x - width / 2, middle.y - height / 2) }] };
}

/**
 * Adds a node below a port and wires it up. A wire that the port already has is split: the new node goes between,
 * and everything below makes room.
 */
export function insertAfter(doc: Journey, definition: NodeDefinition, from: string, port: string): Insertion {
  const wired = Object.entries(doc.wires).find(([, wire]) => wire.from === from && wire.port === port);
  if (wired) return splice(doc, definition, wired[0]);
  const box = boxesOf(doc).get(from);
  const node = doc.nodes[from];
  if (!box || !node) return { id: '', commands: [] };
  const ports = portsOf(node);
  const index = ports.findIndex((candidate) => candidate.id === port);
  const side = ports.length > 1 ? (index - (ports.length - 1) / 2) * (box.width + 20) : 0;
  const made = insertAt(definition, { x: box.x + box.width / 2 + side, y: 0 });
  const at = free(doc, made, box.y + box.height + GAP);
  return { id: made.id, commands: [at, { do: 'connect', id: newId(), wire: { from, port, to: made.id } }] };
}

/** Puts a new node into a wire. The wire keeps its id and now ends at the new node; a second one goes on from it. */
export function splice(doc: Journey, definition: NodeDefinition, wireId: string, at?: Position): Insertion {
  const wire = doc.wires[wireId];
  const boxes = boxesOf(doc);
  const [above, below] = [boxes.get(wire?.from ?? ''), boxes.get(wire?.to ?? '')];
  const node = freshNode(definition);
  const [first] = portsOf(node);
  if (!wire || !above || !below || !first) return { id: '', commands: [] };
  const { width, height } = sizeOf(node, portsOf(node).length);
  const id = newId();
  // In the column of the node below, so that the longer part of the wire runs straight.
  const middle = below.x + below.width / 2;
  const y = Math.max(above.y + above.height + GAP, Math.min(at ? at.y - height / 2 : 0, below.y - GAP - height));
  const commands: SingleCommand[] = [
    { do: 'addNode', id, node, at: onGrid(middle - width / 2, y) },
    { do: 'connect', id: wireId, wire: { ...wire, to: id } },
    { do: 'connect', id: newId(), wire: { from: id, port: first.id, to: wire.to } },
  ];
  const short = y + height + GAP - below.y;
  const pushed = short > 0 && below.y > above.y ? pushDown(doc, wire.to, wire.from, short) : undefined;
  return { id, commands: pushed ? [...commands, pushed] : commands };
}

/** Moves a node and all that follows it down, but never the node the wire comes from (a loop back). */
function pushDown(doc: Journey, start: string, keep: string, by: number): SingleCommand {
  const edge = doc.layout[start]?.y ?? 0;
  const to: Record<string, Position> = {};
  for (const id of reachable(doc, start)) {
    const at = doc.layout[id];
    if (at && id !== keep && at.y >= edge) to[id] = onGrid(at.x, at.y + by);
  }
  return { do: 'moveNodes', to };
}

/** The new node at height `y`, lower if another node is in the way. */
function free(doc: Journey, made: Insertion, y: number): SingleCommand {
  const [add] = made.commands;
  if (add?.do !== 'addNode') throw new Error('an insertion starts with its node');
  const size = sizeOf(add.node, portsOf(add.node).length);
  const boxes = [...boxesOf(doc).values()];
  let at = onGrid(add.at.x, y);
  for (let blocked = inTheWay(boxes, at, size); blocked; blocked = inTheWay(boxes, at, size)) {
    at = onGrid(at.x, blocked.y + blocked.height + GAP);
  }
  return { ...add, at };
}

function inTheWay(boxes: Box[], at: Position, size: { width: number; height: number }): Box | undefined {
  return boxes.find(
    (box) =>
      at.x < box.x + box.width &&
      box.x < at.x + size.width &&
      at.y < box.y + box.height + 8 &&
      box.y < at.y + size.height + 8,
  );
}

export const onGrid = (x: number, y: number): Position => ({ x: Math.round(x / 4) * 4, y: Math.round(y / 4) * 4 });
