import { useEffect, useRef, useState } from 'react';
import { Tile } from '../canvas/tile.tsx';
import { followers, splicers } from '../graph/legal.ts';
import { type InsertMenuState, ui } from '../journey/ui-store.ts';
import { useLocale, useSay } from '../words/words.ts';
import type { DesignCommands } from './commands-context.ts';
import { findNodes } from './palette-search.ts';

const WIDTH = 224;
const HEIGHT = 320;

/** The legal next nodes at a wire or an open port. Keys: type to search, arrows, Enter, Escape. */
export function InsertMenu({ menu, commands }: { menu: InsertMenuState; commands: DesignCommands }) {
  const say = useSay();
  const locale = useLocale();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const found = findNodes('wire' in menu.target ? splicers() : followers(), query);
  const close = () => ui.set({ menu: undefined });

  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) ui.set({ menu: undefined });
    };
    window.addEventListener('pointerdown', outside, true);
    return () => window.removeEventListener('pointerdown', outside, true);
  }, []);

  const choose = (index: number) => {
    const node = found[index];
    close();
    if (node) commands.insert(node, menu.target);
  };
  const left = Math.min(menu.x, window.innerWidth - WIDTH - 8);
  const top = Math.min(menu.y, window.innerHeight - HEIGHT - 8);
  return (
    <div ref={box} className="insertmenu float" style={{ left, top }} role="dialog" aria-label={say('canvas.addNext')}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the menu was asked for, and typing goes on in it
        autoFocus
        className="inp"
        value={query}
        placeholder={say('palette.search')}
        aria-label={say('palette.search')}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          if (event.key === 'Enter') choose(active);
          if (event.key === 'ArrowDown') setActive(Math.min(active + 1, found.length - 1));
          if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
        }}
      />
      {found.map((node, k) => (
        <button
          key={node.type}
          type="button"
          className={`pi k-${node.category}${k === active ? ' hov' : ''}`}
          data-testid={`insert-${node.type}`}
          onPointerEnter={() => setActive(k)}
          onClick={() => choose(k)}
        >
          <Tile category={node.category} icon={node.icon} />
          <span>{node.title(locale)}</span>
        </button>
      ))}
    </div>
  );
}
