import { useEffect, useRef } from 'react';
import { ui, useUi } from '../journey/ui-store.ts';
import { useFlowControls } from './flow-access.ts';

/** A mode has other panels, so the journey is fitted again; but a view that a person chose is left alone. */
export function FitWatch() {
  const mode = useUi((state) => state.mode);
  const flow = useFlowControls();
  const before = useRef(mode);
  useEffect(() => {
    if (before.current === mode) return;
    before.current = mode;
    if (ui.get().moved) return;
    const frame = requestAnimationFrame(() => flow.fit(mode));
    return () => cancelAnimationFrame(frame);
  }, [mode, flow]);
  return null;
}
