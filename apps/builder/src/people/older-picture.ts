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
  for (const id of ghosts) {
    const box = boxes.get(id);
    if (!box) continue;
    while (standing.some((other) => touches(box, other))) box.x -= COLUMN;
    layout[id] = { x: box.x, y: box.y };
    standing.push(box);
  }
  return layout;
}

const MARGIN = 12;
const touches = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width + MARGIN &&
  b.x < a.x + a.width + MARGIN &&
  a.y < b.y + b.height + MARGIN &&
  b.y < a.y + a.height + MARGIN;
