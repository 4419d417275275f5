import { useEffect } from 'react';
import { ui } from '../journey/ui-store.ts';
import type { DesignCommands } from './commands-context.ts';
import { PALETTE_SEARCH } from './palette.tsx';

/** Key, and the word that says what it does; the list of keys in the interface is made from this. */
export const KEYS = [
  ['↑ ↓ ← →', 'keys.walk'],
  ['Enter', 'keys.edit'],
  ['N', 'keys.next'],
  ['Delete', 'keys.delete'],
  ['Ctrl Z', 'keys.undo'],
  ['Ctrl Shift Z', 'keys.redo'],
  ['Ctrl C / V', 'keys.copy'],
  ['Ctrl D', 'keys.duplicate'],
  ['Ctrl A', 'keys.all'],
  ['/', 'keys.palette'],
  ['Ctrl F', 'keys.find'],
  ['T', 'keys.tidy'],
  ['F', 'keys.fit'],
  ['Esc', 'keys.escape'],
  ['?', 'keys.list'],
] as const;

const ARROWS = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' } as const;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable=true]') !== null;
}

/** True where arrow keys and Enter belong to the canvas and not to a control that has the focus. */
function isCanvas(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest('.react-flow') !== null);
}

interface Extra {
  fit(): void;
  allNodes(): string[];
  firstPort(node: string): string | undefined;
}

/** The keys of Design mode. Typing in a field is never taken over, except for find. */
export function useShortcuts(commands: DesignCommands | undefined, extra: Extra): void {
  useEffect(() => {
    const withControl = (event: KeyboardEvent): (() => void) | undefined => {
      const key = event.key.toLowerCase();
      if (key === 'f') return () => ui.set({ searchOpen: true });
      if (isTyping(event.target) || !commands) return undefined;
      if (key === 'z') return event.shiftKey ? commands.redo : commands.undo;
      if (key === 'y') return commands.redo;
      if (key === 'd') return commands.duplicate;
      if (key === 'a') return () => ui.select(extra.allNodes());
      return undefined;
    };
    const plain = (event: KeyboardEvent): (() => void) | undefined => {
      if (event.key === '?') return () => ui.set({ keysOpen: true });
      if (event.key === '/') return () => document.getElementById(PALETTE_SEARCH)?.focus();
      if (event.key === 'Escape') return () => ui.set({ selection: [], selectedWires: [], menu: undefined });
      if (!isCanvas(event.target)) return undefined;
      if (event.key === 'f') return extra.fit;
      const arrow = ARROWS[event.key as keyof typeof ARROWS];
      if (!commands) return undefined;
      if (arrow) return () => commands.walk(arrow);
      if (event.key === 'Enter') return () => openSelected(event);
      if (event.key === 'Delete' || event.key === 'Backspace') return commands.deleteSelected;
      if (event.key === 't') return () => void commands.tidy();
      if (event.key === 'n') return () => openMenu(extra);
      return undefined;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const control = event.ctrlKey || event.metaKey;
      if (!control && isTyping(event.target)) return;
      const action = control ? withControl(event) : plain(event);
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [commands, extra]);
}

/** Enter on a focused node selects it; then the first field of its form gets the focus. */
function openSelected(event: KeyboardEvent): void {
  const focused = event.target instanceof Element ? event.target.closest('.react-flow__node') : null;
  const id = focused?.getAttribute('data-id') ?? ui.get().selection[0];
  if (!id) return;
  ui.select([id]);
  ui.set({ focusField: { node: id, field: '' } });
}

function openMenu(extra: Extra): void {
  const [from] = ui.get().selection;
  const port = from ? extra.firstPort(from) : undefined;
  const box = from
    ? document.querySelector(`.react-flow__node[data-id="${from}"]`)?.getBoundingClientRect()
    : undefined;
  if (from && port && box) {
    ui.set({ menu: { target: { from, port }, x: box.left + box.width / 2, y: box.bottom + 4 } });
  }
}
