import { configOf, nodeDefinition, type Port, type Shape } from '@suivi/nodes';
import type { Journey, JourneyNode, Position } from '@suivi/schema';

const SIZES: Record<Shape, { width: number; height: number }> = {
  card: { width: 224, height: 48 },
  pill: { width: 200, height: 28 },
  exit: { width: 224, height: 44 },
};
export const PORT_ROW = 24;
/** Canvas pixels between a node and the next one below it. */
export const GAP = 24;
/** Distance between the middles of two columns. */
export const COLUMN = 244;

export const shapeOf = (node: JourneyNode): Shape => nodeDefinition(node.type)?.shape ?? 'card';

/** The ports a node declares; a type that is not known has none of its own. */
export const portsOf = (node: JourneyNode): Port[] => nodeDefinition(node.type)?.ports(configOf(node)) ?? [];

/** Ports to draw per node: the declared ones, and any other that a wire starts from, so that the wire is visible. */
export function drawnPorts(doc: Journey): Map<string, string[]> {
  const ports = new Map(
    Object.entries(doc.nodes).map(([id, node]) => [id, new Set(portsOf(node).map((port) => port.id))]),
  );
  for (const wire of Object.values(doc.wires)) ports.get(wire.from)?.add(wire.port);
  return new Map([...ports].map(([id, set]) => [id, [...set]]));
}

/** The declared size: nothing is measured at run time. `ports` is the number of ports drawn. */
export function sizeOf(node: JourneyNode, ports: number): { width: number; height: number } {
  const { width, height } = SIZES[shapeOf(node)];
  return { width, height: height + (ports > 1 ? PORT_ROW : 0) };
}

/** Where port number `index` of `count` leaves a node of this width: the middle of its cell. */
export const portX = (index: number, count: number, width: number): number => ((index + 0.5) * width) / count;

export interface Box {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const ORIGIN: Position = { x: 0, y: 0 };

/** The rectangles of all nodes in canvas pixels, from the layout of the document. */
export function boxesOf(doc: Journey, ports = drawnPorts(doc)): Map<string, Box> {
  return new Map(
    Object.entries(doc.nodes).map(([id, node]) => {
      const at = doc.layout[id] ?? ORIGIN;
      return [id, { id, x: at.x, y: at.y, ...sizeOf(node, ports.get(id)?.length ?? 0) }];
    }),
  );
}
