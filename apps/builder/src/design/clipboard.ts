import { useEffect } from 'react';
import { ui } from '../journey/ui-store.ts';
import type { DesignCommands } from './commands-context.ts';

/** Copy, cut and paste over the browser's own events, which need no permission and work across tabs. */
export function useClipboard(commands: DesignCommands | undefined): void {
  useEffect(() => {
    if (!commands) return;
    const busy = (event: ClipboardEvent) =>
      event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable=true]') !== null;
    const onCopy = (event: ClipboardEvent) => {
      if (busy(event) || ui.get().selection.length === 0 || window.getSelection()?.toString()) return;
      event.clipboardData?.setData('text/plain', commands.copy());
      event.preventDefault();
      if (event.type === 'cut') commands.deleteSelected();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (busy(event)) return;
      if (commands.paste(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
    };
    window.addEventListener('copy', onCopy);
    window.addEventListener('cut', onCopy);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('copy', onCopy);
      window.removeEventListener('cut', onCopy);
      window.removeEventListener('paste', onPaste);
    };
  }, [commands]);
}
