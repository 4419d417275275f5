import { useEffect } from 'react';
import { ui } from '../journey/ui-store.ts';

/** Closes the topmost thing that is open in People mode. @returns whether there was one. */
function closeOne(): boolean {
  const { picking, selection, run, listed } = ui.get();
  if (picking) ui.set({ picking: false });
  else if (run && selection.length > 0) ui.select([]);
  else if (run) ui.set({ run: undefined });
  else if (Object.keys(listed).length > 0 || selection.length > 0) ui.set({ listed: {}, selection: [] });
  else return false;
  return true;
}

/** The keys of People mode: Enter on a node asks about it, Escape closes one thing after the other. */
export function usePeopleKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target instanceof Element ? event.target : undefined;
      // A dialog or a menu closes itself.
      if (at?.closest('[role=dialog], [role=menu], [role=listbox]')) return;
      if (event.key === 'Escape') {
        if (closeOne()) event.preventDefault();
        return;
      }
      const node = at?.matches('.react-flow__node') ? at.getAttribute('data-id') : null;
      if (node === null || (event.key !== 'Enter' && event.key !== ' ')) return;
      event.preventDefault();
      ui.select([node ?? '']);
    };
    // Before the keys of the whole page, which would only take the selection away.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
