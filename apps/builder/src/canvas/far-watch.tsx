import { useEffect } from 'react';
import { ui } from '../journey/ui-store.ts';
import { useIsFar } from './flow-access.ts';

/** Watches the zoom once for all nodes, so that a pan does not wake each of them. */
export function FarWatch() {
  const far = useIsFar();
  useEffect(() => ui.set({ far }), [far]);
  return null;
}
