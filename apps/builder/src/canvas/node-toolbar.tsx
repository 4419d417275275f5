import { IconCopyPlus, IconTrash } from '@tabler/icons-react';
import { useCommands } from '../design/commands-context.ts';
import { useUi } from '../journey/ui-store.ts';
import { useSay } from '../words/words.ts';

/** What can be done with the one selected node, at its right. */
export function NodeToolbar({ id }: { id: string }) {
  const say = useSay();
  const commands = useCommands();
  const single = useUi((state) => state.selection.length === 1 && state.selection[0] === id);
  if (!single || !commands) return null;
  return (
    <div className="ctx float nodrag nopan" role="toolbar" aria-label={say('canvas.nodeActions')}>
      <button type="button" className="ib" aria-label={say('action.duplicate')} onClick={() => commands.duplicate()}>
        <IconCopyPlus className="i" aria-hidden />
      </button>
      <button type="button" className="ib" aria-label={say('action.delete')} onClick={() => commands.deleteSelected()}>
        <IconTrash className="i" aria-hidden />
      </button>
    </div>
  );
}
