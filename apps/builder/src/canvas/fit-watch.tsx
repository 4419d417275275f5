import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ui, useUi } from '../journey/ui-store.ts';
import { useFlowControls, useIsReady } from './flow-access.ts';

/**
 * Fits the journey when it is opened, and again in a mode with other panels; but a view that a person chose is left
 * alone, and so is a canvas on which nothing was drawn yet.
 */
export function FitWatch({ nodes }: { nodes: number }) {
  const mode = useUi((state) => state.mode);
  const flow = useFlowControls();
  const ready = useIsReady();
  const [drawn] = useState(nodes > 0);
  const before = useRef<typeof mode>(undefined);
  useLayoutEffect(() => {
    if (!ready || before.current !== undefined) return;
    before.current = ui.get().mode;
    if (drawn) flow.fit(before.current, 'at once');
  }, [ready, drawn, flow]);
  useEffect(() => {
    if (before.current === undefined || before.current === mode) return;
    before.current = mode;
    if (ui.get().moved) return;
    const frame = requestAnimationFrame(() => flow.fit(mode));
    return () => cancelAnimationFrame(frame);
  }, [mode, flow]);
  return null;
}
