/**
 * The only module that touches React Flow's store (v13 will split it). Everything else asks through here.
 */
import { useReactFlow, useStore } from '@xyflow/react';
import { useMemo } from 'react';
import type { Mode } from '../journey/ui-store.ts';

/** Below this zoom a node is a plain box: text could not be read and costs two thirds of a frame. */
const FAR = 0.35;

export const useIsFar = (): boolean => useStore((state) => state.transform[2] < FAR);

export const useZoomPercent = (): number => useStore((state) => Math.round(state.transform[2] * 100));

export interface FlowControls {
  /** Shows the whole journey beside what floats over the canvas in this mode. */
  fit(mode: Mode): void;
  zoomIn(): void;
  zoomOut(): void;
  zoomTo(zoom: number): void;
  /** Brings a place of the canvas into the middle without changing a readable zoom. */
  centre(x: number, y: number): void;
  toCanvas(screen: { x: number; y: number }): { x: number; y: number };
  toScreen(canvas: { x: number; y: number }): { x: number; y: number };
}

const SLOW = { duration: 200 };
/** Window width from which the floats have room beside the journey, px; the same as in the style sheets. */
const WIDE = 1280;

/** Space to leave around the journey: totals and legend stand at the left of the canvas in People mode. */
export function fitPadding(mode: Mode) {
  const left = mode === 'people' && window.innerWidth >= WIDE ? 284 : 24;
  const top = mode === 'people' && window.innerWidth < WIDE ? 76 : 24;
  return { top: `${top}px`, right: '24px', bottom: '24px', left: `${left}px` } as const;
}

export function useFlowControls(): FlowControls {
  const flow = useReactFlow();
  return useMemo(
    () => ({
      // Without nodes React Flow would keep the wish and move the first node away from where it was dropped.
      fit: (mode) =>
        void (flow.getNodes().length > 0 && flow.fitView({ ...SLOW, maxZoom: 1, padding: fitPadding(mode) })),
      zoomIn: () => void flow.zoomIn(SLOW),
      zoomOut: () => void flow.zoomOut(SLOW),
      zoomTo: (zoom) => void flow.zoomTo(zoom, SLOW),
      centre: (x, y) => void flow.setCenter(x, y, { ...SLOW, zoom: Math.max(0.7, flow.getZoom()) }),
      toCanvas: (screen) => flow.screenToFlowPosition(screen),
      toScreen: (canvas) => flow.flowToScreenPosition(canvas),
    }),
    [flow],
  );
}
