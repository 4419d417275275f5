export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Margin {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** Where the canvas stands on the screen: screen = canvas × zoom + offset, px. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

interface Drawing {
  boxes: readonly Rect[];
  /** x of the wires that run beside the nodes. */
  rails: readonly number[];
}

const SMALLEST = 0.08;
/** Half of the widest wire, and air. */
const RAIL = 12;
const AIR = 12;

/**
 * The view that shows all of a drawing, never larger than life. Where a node would come under one of the floats (all in
 * px of the pane), the drawing makes room for it, at the side that costs the least.
 */
export function viewOf(drawing: Drawing, pane: Pick<Rect, 'width' | 'height'>, margin: Margin, floats: Rect[]): View {
  const margins = floats.reduce<Margin[]>(
    (known, float) => known.flatMap((one) => [one, ...besides(one, float, pane)]),
    [margin],
  );
  const bounds = boundsOf(drawing);
  const [first, ...others] = margins.map((one) => fitted(bounds, pane, one));
  const free = [first, ...others].flatMap((view) =>
    view && !drawing.boxes.some((box) => isCovered(box, view, floats)) ? [view] : [],
  );
  return free.sort((a, b) => b.zoom - a.zoom)[0] ?? first ?? { x: 0, y: 0, zoom: 1 };
}

/** Whether one of the floats lies on a part of this box. */
export const isCovered = (box: Rect, view: View, floats: readonly Rect[]): boolean =>
  floats.some((float) => overlaps(onScreen(box, view), float));

/** Whether the whole box is inside of the pane. */
export function isInside(box: Rect, view: View, pane: Pick<Rect, 'width' | 'height'>): boolean {
  const { x, y, width, height } = onScreen(box, view);
  return x >= 0 && y >= 0 && x + width <= pane.width && y + height <= pane.height;
}

const onScreen = (box: Rect, { x, y, zoom }: View): Rect => ({
  x: box.x * zoom + x,
  y: box.y * zoom + y,
  width: box.width * zoom,
  height: box.height * zoom,
});

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function boundsOf({ boxes, rails }: Drawing): Rect {
  const left = Math.min(...boxes.map(({ x }) => x), ...rails.map((x) => x - RAIL));
  const right = Math.max(...boxes.map(({ x, width }) => x + width), ...rails.map((x) => x + RAIL));
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function besides(margin: Margin, float: Rect, pane: Pick<Rect, 'width' | 'height'>): Margin[] {
  const isRight = float.x + float.width / 2 > pane.width / 2;
  const isLow = float.y + float.height / 2 > pane.height / 2;
  return [
    isRight
      ? { ...margin, right: Math.max(margin.right, pane.width - float.x + AIR) }
      : { ...margin, left: Math.max(margin.left, float.x + float.width + AIR) },
    isLow
      ? { ...margin, bottom: Math.max(margin.bottom, pane.height - float.y + AIR) }
      : { ...margin, top: Math.max(margin.top, float.y + float.height + AIR) },
  ];
}

function fitted(bounds: Rect, pane: Pick<Rect, 'width' | 'height'>, margin: Margin): View {
  const room = { width: pane.width - margin.left - margin.right, height: pane.height - margin.top - margin.bottom };
  const zoom = Math.max(SMALLEST, Math.min(1, room.width / bounds.width, room.height / bounds.height));
  return {
    x: margin.left + (room.width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: margin.top + (room.height - bounds.height * zoom) / 2 - bounds.y * zoom,
    zoom,
  };
}
