import type { Route } from './route.ts';

interface Point {
  x: number;
  y: number;
}

/** The corner points of a wire for the places its ends have right now. */
export function wirePoints(start: Point, end: Point, route: Route | undefined): Point[] {
  if (route?.kind === 'rail') {
    const [out, back] = [start.y + 12, end.y - 14];
    return [start, { x: start.x, y: out }, { x: route.x, y: out }, { x: route.x, y: back }, { x: end.x, y: back }, end];
  }
  const y = route ? (route.from === 'start' ? start.y + route.y : end.y - route.y) : (start.y + end.y) / 2;
  return [start, { x: start.x, y }, { x: end.x, y }, end];
}

/** An SVG path through points with rounded corners; each corner is at most half as long as its shorter leg. */
export function roundedPath(points: Point[], radius: number): string {
  const kept = points.filter((point, k) => {
    const before = points[k - 1];
    return !before || Math.abs(before.x - point.x) > 0.5 || Math.abs(before.y - point.y) > 0.5;
  });
  const [first] = kept;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  for (let k = 1; k < kept.length; k++) {
    const [before, corner, after] = [kept[k - 1], kept[k], kept[k + 1]];
    if (!before || !corner) continue;
    if (!after) {
      path += `L${corner.x} ${corner.y}`;
      continue;
    }
    const reach = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
    const enter = towards(corner, before, reach);
    const leave = towards(corner, after, reach);
    path += `L${enter.x} ${enter.y}Q${corner.x} ${corner.y} ${leave.x} ${leave.y}`;
  }
  return path;
}

/** The middle of the longest leg: where the "+" of a wire sits. */
export function plusPoint(points: Point[]): Point {
  let best = { length: -1, at: points[0] ?? { x: 0, y: 0 } };
  for (let k = 1; k < points.length; k++) {
    const [a, b] = [points[k - 1], points[k]];
    if (!a || !b) continue;
    const length = distance(a, b);
    if (length > best.length) best = { length, at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
  }
  return best.at;
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}
