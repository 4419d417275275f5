import type { NodeDefinition } from '@suivi/nodes';
import { type PointerEvent, useRef } from 'react';
import { hotWireFor, isOverCanvas } from '../canvas/palette-drop.ts';
import { ui } from '../journey/ui-store.ts';
import type { DesignCommands } from './commands-context.ts';

/** Distance in px from which a touch is a drag and not a tap. */
const THRESHOLD = 6;

/** Dragging by touch or pen, which HTML5 drag and drop does not cover. A mouse is left to the browser. */
export function usePalettePointer(definition: NodeDefinition, commands: DesignCommands) {
  const start = useRef<{ x: number; y: number; ghost?: HTMLElement } | undefined>(undefined);
  const end = () => {
    start.current?.ghost?.remove();
    start.current = undefined;
    ui.set({ hotWire: undefined });
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType === 'mouse') return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = start.current;
      if (!from) return;
      if (!from.ghost && Math.hypot(event.clientX - from.x, event.clientY - from.y) < THRESHOLD) return;
      from.ghost ??= makeGhost(event.currentTarget);
      from.ghost.style.transform = `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`;
      ui.set({ hotWire: hotWireFor(definition.type, { x: event.clientX, y: event.clientY }) });
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const dragged = start.current?.ghost !== undefined;
      end();
      const point = { x: event.clientX, y: event.clientY };
      if (dragged && isOverCanvas(point)) commands.drop(definition, point, hotWireFor(definition.type, point));
    },
    onPointerCancel: end,
  };
}

function makeGhost(of: HTMLElement): HTMLElement {
  const ghost = document.createElement('div');
  ghost.className = 'ghost float';
  ghost.textContent = of.textContent;
  document.body.append(ghost);
  return ghost;
}
