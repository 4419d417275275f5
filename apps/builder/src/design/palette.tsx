import { allNodes, type Category, type NodeDefinition } from '@suivi/nodes';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { NODE_MIME } from '../canvas/palette-drop.ts';
import { Tile } from '../canvas/tile.tsx';
import { useLocale, useSay } from '../words/words.ts';
import type { DesignCommands } from './commands-context.ts';
import { usePalettePointer } from './palette-pointer.ts';
import { findNodes } from './palette-search.ts';

const ORDER: readonly Category[] = ['trigger', 'time', 'branch', 'message', 'task', 'data', 'exit'];
export const PALETTE_SEARCH = 'palette-search';

/** The vocabulary at the left: search, drag onto the canvas, or click to add below the selected node. */
export function Palette({ commands }: { commands: DesignCommands }) {
  const say = useSay();
  const [query, setQuery] = useState('');
  const found = findNodes(allNodes(), query);
  return (
    <aside className="pane lft palette" aria-label={say('palette.title')}>
      <label className="psearch inp">
        <IconSearch className="i s" aria-hidden />
        <input
          id={PALETTE_SEARCH}
          type="search"
          value={query}
          placeholder={say('palette.search')}
          aria-label={say('palette.search')}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const [first] = found;
            if (event.key === 'Enter' && first) commands.add(first);
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <span className="kbd">/</span>
      </label>
      <div className="plist">
        {ORDER.map((category) => {
          const own = found.filter((node) => node.category === category);
          if (own.length === 0) return null;
          return (
            <section key={category} className="pg" aria-label={say(`category.${category}`)}>
              <h3>{say(`category.${category}`)}</h3>
              {own.map((node) => (
                <PaletteItem key={node.type} node={node} commands={commands} />
              ))}
            </section>
          );
        })}
        {found.length === 0 && <p className="empty">{say('palette.none')}</p>}
        <p className="tip">{say('palette.tip')}</p>
      </div>
    </aside>
  );
}

function PaletteItem({ node, commands }: { node: NodeDefinition; commands: DesignCommands }) {
  const locale = useLocale();
  const pointer = usePalettePointer(node, commands);
  return (
    <button
      type="button"
      className={`pi k-${node.category}`}
      draggable
      title={node.help(locale)}
      data-testid={`palette-item-${node.type}`}
      onDragStart={(event) => {
        event.dataTransfer.setData(NODE_MIME, node.type);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={() => commands.add(node)}
      {...pointer}
    >
      <Tile category={node.category} icon={node.icon} />
      <span>{node.title(locale)}</span>
    </button>
  );
}
