import { useOverlay } from '../canvas/overlay-store.ts';

/**
 * How far the numbers on the canvas go, for whoever wants to recompute them: every row up to the cursor is in them,
 * and while `data-settled` is true no other. It changes in the same frame as they do.
 */
export function PeopleCursor() {
  const seen = useOverlay((state) => state.seen);
  if (!seen) return null;
  return (
    <data
      hidden
      value={seen.cursor}
      data-testid="people-cursor"
      data-cursor={seen.cursor}
      data-settled={seen.settled}
      data-as-of={seen.asOf}
      data-version={seen.version}
    />
  );
}
