/**
 * The only module that touches React Flow's store (v13 will split it). Everything else asks through here.
 */
import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import { isCovered, isInside, type Margin, type Rect, viewOf } from '../graph/view.ts';
import type { Mode } from '../journey/ui-store.ts';
import type { FlowEdge, FlowNode } from './flow-elements.ts';

/** Below this zoom a node is a plain box: text could not be read and costs two thirds of a frame. */
const FAR = 0.35;

export const useIsFar = (): boolean => useStore((state) => state.transform[2] < FAR);

export const useZoomPercent = (): number => useStore((state) => Math.round(state.transform[2] * 100));

/** Whether the canvas knows its size and can be moved. */
export const useIsReady = (): boolean => useStore((state) => state.width > 0 && state.panZoom !== null);

export interface FlowControls {
  /** Shows the whole journey beside what floats over the canvas in this mode; without `at once` it glides there. */
  fit(mode: Mode, how?: 'at once'): void;
  zoomIn(): void;
  zoomOut(): void;
  zoomTo(zoom: number): void;
  /** Brings a node into the middle without changing a readable zoom; one that can be seen already stays where it is. */
  reveal(box: Rect): void;
  toCanvas(screen: { x: number; y: number }): { x: number; y: number };
  toScreen(canvas: { x: number; y: number }): { x: number; y: number };
}

const SLOW = { duration: 200 };
/** Window width from which the floats have room beside the journey, px; the same as in the style sheets. */
const WIDE = 1280;

/** Space to leave around the journey: totals and legend stand at the left of the canvas in People mode. */
function marginOf(mode: Mode): Margin {
  const left = mode === 'people' && window.innerWidth >= WIDE ? 284 : 24;
  const top = mode === 'people' && window.innerWidth < WIDE ? 76 : 24;
  return { top, right: 24, bottom: 24, left };
}

/** What lies over the canvas and nodes should not be under, in px of the canvas. */
function floats(pane: DOMRect): Rect[] {
  return [...document.querySelectorAll('.mid > .float, .mid .mm')].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x - pane.x, y: y - pane.y, width, height };
  });
}

/** Below it a node that can be seen cannot be read. */
const READABLE = 0.5;

export function useFlowControls(): FlowControls {
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const store = useStoreApi();
  return useMemo(
    () => ({
      fit: (mode, how) => {
        const boxes = flow.getNodes().map(boxOf);
        const pane = store.getState().domNode?.getBoundingClientRect();
        if (!pane || boxes.length === 0) return;
        const rails = flow.getEdges().flatMap(({ data }) => (data?.route?.kind === 'rail' ? [data.route.x] : []));
        const view = viewOf({ boxes, rails }, pane, marginOf(mode), floats(pane));
        void flow.setViewport(view, how === 'at once' ? {} : SLOW);
      },
      zoomIn: () => void flow.zoomIn(SLOW),
      zoomOut: () => void flow.zoomOut(SLOW),
      zoomTo: (zoom) => void flow.zoomTo(zoom, SLOW),
      reveal: (box) => {
        const view = flow.getViewport();
        const pane = store.getState().domNode?.getBoundingClientRect();
        const isSeen = pane && isInside(box, view, pane) && !isCovered(box, view, floats(pane));
        if (isSeen && view.zoom >= READABLE) return;
        const zoom = Math.max(0.7, view.zoom);
        void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { ...SLOW, zoom });
      },
      toCanvas: (screen) => flow.screenToFlowPosition(screen),
      toScreen: (canvas) => flow.flowToScreenPosition(canvas),
    }),
    [flow, store],
  );
}

const boxOf = ({ position, width = 0, height = 0 }: FlowNode): Rect => ({ ...position, width, height });
