import { ui, useUi } from '../journey/ui-store.ts';
import { useSay } from '../words/words.ts';

/** Says what a click on the canvas does now, and how to leave it. */
export function PickingNote() {
  const say = useSay();
  const picking = useUi((state) => state.picking);
  if (!picking) return null;
  return (
    <p className="float pickingnote" role="status">
      {say('act.pick')}
      <button type="button" className="lnk" onClick={() => ui.set({ picking: false })}>
        {say('act.cancel')}
      </button>
    </p>
  );
}
