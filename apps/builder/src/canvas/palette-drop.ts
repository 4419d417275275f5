import { nodeDefinition } from '@suivi/nodes';
import { type DragEvent, useMemo } from 'react';
import type { DesignCommands } from '../design/commands-context.ts';
import { splicers } from '../graph/legal.ts';
import { ui } from '../journey/ui-store.ts';

/** The kind of data that a palette entry carries while it is dragged. */
export const NODE_MIME = 'application/x-suivi-node';

interface ScreenPoint {
  x: number;
  y: number;
}

export function nodeUnder(point: ScreenPoint): string | undefined {
  const element = document.elementFromPoint(point.x, point.y)?.closest('.react-flow__node');
  return element?.getAttribute('data-id') ?? undefined;
}

/** The wire under a place of the screen; the browser's own hit test knows the 20 px wide path of each wire. */
export function wireUnder(point: ScreenPoint): string | undefined {
  for (const element of document.elementsFromPoint(point.x, point.y)) {
    const wire = element.closest('.react-flow__edge')?.getAttribute('data-id');
    if (wire) return wire;
    if (element.closest('.react-flow__node')) return undefined;
  }
  return undefined;
}

export function isOverCanvas(point: ScreenPoint): boolean {
  return document.elementFromPoint(point.x, point.y)?.closest('[data-testid=canvas]') != null;
}

/** The wire a dragged type would be spliced into, if it can go on from there. */
export function hotWireFor(type: string | undefined, point: ScreenPoint): string | undefined {
  const splices = type === undefined || splicers().some((definition) => definition.type === type);
  return splices ? wireUnder(point) : undefined;
}

/** HTML5 drop handlers of the canvas; touch and pen go through palette-pointer.ts. */
export function usePaletteDrop(commands: DesignCommands | undefined) {
  return useMemo(() => {
    if (!commands) return {};
    return {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(NODE_MIME)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        ui.set({ hotWire: hotWireFor(undefined, { x: event.clientX, y: event.clientY }) });
      },
      onDragLeave: () => ui.set({ hotWire: undefined }),
      onDrop: (event: DragEvent) => {
        const type = event.dataTransfer.getData(NODE_MIME);
        const definition = nodeDefinition(type);
        ui.set({ hotWire: undefined });
        if (!definition) return;
        event.preventDefault();
        const point = { x: event.clientX, y: event.clientY };
        commands.drop(definition, point, hotWireFor(type, point));
      },
    };
  }, [commands]);
}
