import { BaseEdge, type EdgeProps, getSmoothStepPath, Position } from '@xyflow/react';
import { memo } from 'react';
import { plusPoint, roundedPath, wirePoints } from '../graph/wire-path.ts';
import { ui, useUi } from '../journey/ui-store.ts';
import { useSay } from '../words/words.ts';
import type { FlowEdge } from './flow-elements.ts';
import { useWireOverlay } from './overlay-store.ts';

const CORNER = 10;
/** Width of a wire that everybody takes, px. */
const FULL = 18;
const THINNEST = 1.6;

/** One wire: a line with an arrow, or in People mode a flow as wide as the share of people that took it. */
export const WireView = memo(function WireView(props: EdgeProps<FlowEdge>) {
  const { id, source, target, data, selected } = props;
  const mode = useUi((state) => state.mode);
  const far = useUi((state) => state.far);
  const hot = useUi((state) => state.hotWire === id);
  const flow = useWireOverlay(id, { from: source, port: data?.port ?? '', to: target });
  const width = Math.max(THINNEST, FULL * flow.share);
  const { path, middle } = draw(props, mode === 'people' ? Math.max(CORNER, width / 2 + 3) : CORNER);
  if (mode === 'people') {
    return (
      <>
        <path className={flowClass(flow, data?.drop)} d={path} style={{ strokeWidth: width }} data-taken={flow.taken} />
        {flow.onPath && <path className="pt" d={path} />}
      </>
    );
  }
  const isHot = hot || selected === true;
  const marker = data?.arrow && !far ? { markerEnd: `url(#${isHot ? 'arrow-hot' : 'arrow'})` } : {};
  return (
    <>
      <BaseEdge id={id} path={path} className={isHot ? 'w hot' : 'w'} interactionWidth={20} {...marker} />
      {mode === 'design' && !far && <WirePlus id={id} x={middle.x} y={middle.y} shown={isHot} />}
    </>
  );
});

function flowClass({ taken, ghost }: { taken: number; ghost: number | undefined }, drop: boolean | undefined): string {
  return ['fl', taken === 0 && 'idle', drop && 'drop', ghost !== undefined && 'ghost'].filter(Boolean).join(' ');
}

function draw(props: EdgeProps<FlowEdge>, radius: number) {
  const start = { x: props.sourceX, y: props.sourceY };
  const end = { x: props.targetX, y: props.targetY };
  const route = props.data?.route;
  const points = wirePoints(start, end, route);
  const middle = plusPoint(points);
  if (route?.kind === 'rail') return { path: roundedPath(points, radius), middle };
  const [path] = getSmoothStepPath({
    sourceX: start.x,
    sourceY: start.y,
    sourcePosition: Position.Bottom,
    targetX: end.x,
    targetY: end.y,
    targetPosition: Position.Top,
    borderRadius: radius,
    centerY: points[1]?.y ?? (start.y + end.y) / 2,
    offset: 0,
  });
  return { path, middle };
}

function WirePlus({ id, x, y, shown }: { id: string; x: number; y: number; shown: boolean }) {
  const say = useSay();
  const editable = useUi((state) => state.connecting === undefined);
  if (!editable) return null;
  const open = (element: Element) => {
    const { left, bottom } = element.getBoundingClientRect();
    ui.set({ menu: { target: { wire: id }, x: left, y: bottom + 4 } });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <button> cannot live inside an SVG
    <g
      className={shown ? 'wire-plus shown' : 'wire-plus'}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={-1}
      aria-label={say('canvas.insertHere')}
      data-testid={`wire-plus-${id}`}
      onClick={(event) => {
        event.stopPropagation();
        open(event.currentTarget);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') open(event.currentTarget);
      }}
    >
      <circle r="9" />
      <path d="M-3.5 0h7M0 -3.5v7" />
    </g>
  );
}
