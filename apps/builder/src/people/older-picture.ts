import type { Journey, OlderVersions } from '@suivi/schema';
import { type Box, boxesOf, COLUMN } from '../graph/size.ts';

export interface Picture {
  document: Journey;
  /** Ids of the nodes and wires that only older versions have, with the number of the version. */
  ghosts: Record<string, number>;
}

/**
 * The newest version with what people of older ones are at or came along. Nothing of the newest one moves: a removed
 * node stands where it stood, or beside the journey where something else stands there now.
 */
export function withOlder(document: Journey, older: OlderVersions): Picture {
  const removed = Object.entries(older.ghosts).filter(([id]) => !document.nodes[id]);
  const ghosts: Record<string, number> = {};
  const nodes = { ...document.nodes };
  const layout = { ...document.layout };
  const wires = { ...document.wires };
  for (const [id, { node, at, version }] of removed) {
    nodes[id] = node;
    layout[id] = at;
    ghosts[id] = version;
  }
  for (const { version, ...wire } of older.wires) {
    if (!nodes[wire.from] || !nodes[wire.to]) continue;
    const id = `older/${wire.from}/${wire.port}/${wire.to}`;
    wires[id] = wire;
    ghosts[id] = version;
  }
  const picture = { ...document, nodes, layout, wires };
  if (removed.length > 0) picture.layout = movedAside(picture, new Set(removed.map(([id]) => id)));
  return { document: picture, ghosts };
}

function movedAside(document: Journey, ghosts: ReadonlySet<string>): Journey['layout'] {
  const layout = { ...document.layout };
  const boxes = boxesOf(document);
  const standing = [...boxes.values()].filter(({ id }) => !ghosts.has(id));
  standing.push(...straightWires(document, boxes, ghosts));
  for (const id of ghosts) {
    const box = boxes.get(id);
    if (!box) continue;
    while (standing.some((other) => touches(box, other))) box.x -= COLUMN;
    layout[id] = { x: box.x, y: box.y };
    standing.push(box);
  }
  return layout;
}

/** The wires of today that run straight down: a ghost on one of them would send it round. */
function straightWires(document: Journey, boxes: ReadonlyMap<string, Box>, ghosts: ReadonlySet<string>): Box[] {
  return Object.entries(document.wires).flatMap(([id, wire]) => {
    const [from, to] = [boxes.get(wire.from), boxes.get(wire.to)];
    if (!from || !to || ghosts.has(wire.from) || ghosts.has(wire.to)) return [];
    const middle = (box: Box) => box.x + box.width / 2;
    if (Math.abs(middle(from) - middle(to)) > 8) return [];
    const top = from.y + from.height;
    return [{ id, x: Math.min(middle(from), middle(to)), y: top, width: 1, height: Math.max(0, to.y - top) }];
  });
}

const MARGIN = 12;
const touches = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width + MARGIN &&
  b.x < a.x + a.width + MARGIN &&
  a.y < b.y + b.height + MARGIN &&
  b.y < a.y + a.height + MARGIN;
