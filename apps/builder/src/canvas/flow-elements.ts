import type { Shape } from '@suivi/nodes';
import type { Journey, JourneyNode } from '@suivi/schema';
import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react';
import { isRootType } from '../graph/legal.ts';
import { type Route, routesOf } from '../graph/route.ts';
import { drawnPorts, portX, shapeOf, sizeOf } from '../graph/size.ts';
import { isDropExit } from './drop-off.ts';

export type FlowNode = Node<{ node: JourneyNode; ports: string[]; open: string[] }, Shape>;
export type FlowEdge = Edge<{ port: string; route: Route | undefined; arrow: boolean; drop: boolean }, 'wire'>;

const ORIGIN = { x: 0, y: 0 };

/** React Flow's nodes for a document. Objects of nodes that did not change are kept, so that they don't render. */
export function flowNodes(doc: Journey, before: FlowNode[], selection: ReadonlySet<string>): FlowNode[] {
  const old = new Map(before.map((node) => [node.id, node]));
  const ports = drawnPorts(doc);
  const wired = new Set(Object.values(doc.wires).map((wire) => `${wire.from}/${wire.port}`));
  return Object.entries(doc.nodes).map(([id, node]) => {
    const previous = old.get(id);
    const own = ports.get(id) ?? [];
    const open = own.filter((port) => !wired.has(`${id}/${port}`));
    const position = previous?.dragging ? previous.position : (doc.layout[id] ?? ORIGIN);
    const selected = selection.has(id);
    if (previous && isSame(previous, node, own, open) && samePlace(previous, position)) {
      return (previous.selected ?? false) === selected ? previous : { ...previous, selected };
    }
    return flowNode(id, node, { own, open, position, selected, dragging: previous?.dragging });
  });
}

function isSame(previous: FlowNode, node: JourneyNode, own: string[], open: string[]): boolean {
  const { data } = previous;
  return data.node === node && data.ports.join() === own.join() && data.open.join() === open.join();
}

const samePlace = (node: FlowNode, at: { x: number; y: number }): boolean =>
  node.position.x === at.x && node.position.y === at.y;

interface Drawn {
  own: string[];
  open: string[];
  position: { x: number; y: number };
  selected: boolean;
  dragging: boolean | undefined;
}

function flowNode(id: string, node: JourneyNode, drawn: Drawn): FlowNode {
  const size = sizeOf(node, drawn.own.length);
  return {
    id,
    type: shapeOf(node),
    position: drawn.position,
    selected: drawn.selected,
    ...(drawn.dragging ? { dragging: true } : {}),
    data: { node, ports: drawn.own, open: drawn.open },
    ...size,
    measured: size,
    handles: handlesOf(node, drawn.own, size),
  };
}

/** Declared, because measuring them would cost a layout per node: 86 MB and 2.7 s at 5,000 nodes. */
function handlesOf(node: JourneyNode, ports: string[], size: { width: number; height: number }): NodeHandle[] {
  const point = { width: 1, height: 1 };
  const outs = ports.map((id, k): NodeHandle => {
    const x = portX(k, ports.length, size.width) - 0.5;
    return { id, type: 'source', position: Position.Bottom, x, y: size.height - 1, ...point };
  });
  if (isRootType(node.type)) return outs;
  return [{ id: 'in', type: 'target', position: Position.Top, x: size.width / 2 - 0.5, y: 0, ...point }, ...outs];
}

/** React Flow's edges for a document, with the objects of unchanged wires kept. */
export function flowEdges(doc: Journey, before: FlowEdge[], selection: ReadonlySet<string>): FlowEdge[] {
  const old = new Map(before.map((edge) => [edge.id, edge]));
  const routes = routesOf(doc);
  return Object.entries(doc.wires).flatMap(([id, wire]) => {
    const target = doc.nodes[wire.to];
    if (!doc.nodes[wire.from] || !target || isRootType(target.type)) return [];
    const edge: FlowEdge = {
      id,
      type: 'wire',
      source: wire.from,
      sourceHandle: wire.port,
      target: wire.to,
      targetHandle: 'in',
      selected: selection.has(id),
      data: { port: wire.port, route: routes.get(id), arrow: shapeOf(target) !== 'pill', drop: isDropExit(target) },
    };
    const previous = old.get(id);
    return [previous && JSON.stringify(previous) === JSON.stringify(edge) ? previous : edge];
  });
}

/** The selected ids that the document still has; the same array when none is gone. */
export function stillThere(ids: readonly string[], things: Record<string, unknown>): readonly string[] {
  return ids.every((id) => things[id]) ? ids : ids.filter((id) => things[id]);
}
