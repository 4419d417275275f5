import { expect, it } from 'vitest';
import { isCovered, type View, viewOf } from './view.ts';

const PANE = { width: 800, height: 800 };
const MARGIN = { top: 24, right: 24, bottom: 24, left: 24 };
const CORNER = { x: 616, y: 646, width: 168, height: 138 };
const box = (x: number, y: number) => ({ x, y, width: 224, height: 48 });
const right = (x: number, view: View) => x * view.zoom + view.x;

it('shows the wires beside the nodes as well, and is never larger than life', () => {
  const small = viewOf({ boxes: [box(0, 0)], rails: [] }, PANE, MARGIN, []);
  expect(small).toEqual({ x: 288, y: 376, zoom: 1 });
  const rails = [900];
  const view = viewOf({ boxes: [box(0, 0), box(0, 300)], rails }, PANE, MARGIN, []);
  expect(right(900 + 9, view)).toBeLessThanOrEqual(PANE.width - MARGIN.right);
});

it('leaves no node under the overview, at the side that costs the least', () => {
  const boxes = [box(0, 0), box(250, 640), box(500, 640)];
  const drawing = { boxes, rails: [] };
  const covered = viewOf(drawing, PANE, MARGIN, []);
  expect(boxes.some((one) => isCovered(one, covered, [CORNER]))).toBe(true);
  const view = viewOf(drawing, PANE, MARGIN, [CORNER]);
  expect(boxes.some((one) => isCovered(one, view, [CORNER]))).toBe(false);
  // Below it there is more room than beside it.
  expect(view.zoom).toBeCloseTo((646 - 12 - 24) / 688);
});

it('stays in the middle where nothing is covered', () => {
  const drawing = { boxes: [box(0, 0), box(0, 600)], rails: [] };
  expect(viewOf(drawing, PANE, MARGIN, [CORNER])).toEqual(viewOf(drawing, PANE, MARGIN, []));
});
