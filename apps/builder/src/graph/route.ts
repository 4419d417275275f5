import type { Journey } from '@suivi/schema';
import { type Box, boxesOf, drawnPorts, portX } from './size.ts';

/**
 * How a wire runs. `mid`: down, across at `y` px from its start or end, down. `rail`: a bypass in its own lane at
 * x, beside the nodes it passes. Offsets are relative, so that a wire follows its nodes while they are dragged.
 */
export type Route = { kind: 'mid'; from: 'start' | 'end'; y: number } | { kind: 'rail'; x: number };

interface Point {
  x: number;
  y: number;
}

const NEAR = 12;
const LANE = 24;

/** Routes of all wires, computed once per change of the document and not while dragging. */
export function routesOf(doc: Journey): Map<string, Route> {
  const drawn = drawnPorts(doc);
  const boxes = boxesOf(doc, drawn);
  const all = [...boxes.values()];
  const routes = new Map<string, Route>();
  let lanes = 0;
  for (const [id, wire] of Object.entries(doc.wires)) {
    const [from, to] = [boxes.get(wire.from), boxes.get(wire.to)];
    if (!from || !to) continue;
    const ports = drawn.get(wire.from) ?? [];
    const start = {
      x: from.x + portX(Math.max(0, ports.indexOf(wire.port)), Math.max(1, ports.length), from.width),
      y: from.y + from.height,
    };
    const end = { x: to.x + to.width / 2, y: to.y };
    const others = all.filter((box) => box.id !== wire.from && box.id !== wire.to);
    const direct = directRoute(start, end, others);
    routes.set(id, direct ?? { kind: 'rail', x: rail(start, end, all) + 12 * lanes++ });
  }
  return routes;
}

function directRoute(start: Point, end: Point, others: Box[]): Route | undefined {
  const height = end.y - start.y;
  if (height < 4) return undefined;
  if (height <= 2 * LANE) return { kind: 'mid', from: 'start', y: height / 2 };
  const candidates: Extract<Route, { kind: 'mid' }>[] = [
    { kind: 'mid', from: 'start', y: NEAR },
    { kind: 'mid', from: 'end', y: NEAR + 2 },
  ];
  return candidates.find((route) => {
    const y = route.from === 'start' ? start.y + route.y : end.y - route.y;
    return (
      clear(others, start.x, start.x, start.y, y) &&
      clear(others, start.x, end.x, y, y) &&
      clear(others, end.x, end.x, y, end.y)
    );
  });
}

/** True when no node lies on a vertical or horizontal stretch, with a margin of 4 px. */
function clear(boxes: Box[], x1: number, x2: number, y1: number, y2: number): boolean {
  const [left, right] = [Math.min(x1, x2) - 4, Math.max(x1, x2) + 4];
  const [top, bottom] = [Math.min(y1, y2) - 2, Math.max(y1, y2) + 2];
  return !boxes.some((box) => box.x < right && left < box.x + box.width && box.y < bottom && top < box.y + box.height);
}

/** The x of a lane to the right of every node between the two ends. */
function rail(start: Point, end: Point, boxes: Box[]): number {
  const [top, bottom] = [Math.min(start.y, end.y) - LANE, Math.max(start.y, end.y) + LANE];
  const between = boxes.filter((box) => box.y < bottom && top < box.y + box.height);
  return Math.max(start.x, end.x, ...between.map((box) => box.x + box.width)) + LANE;
}
