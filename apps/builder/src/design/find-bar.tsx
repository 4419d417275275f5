import { IconSearch, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useFlowControls } from '../canvas/flow-access.ts';
import { nodeSummary, nodeTitle } from '../canvas/node-words.ts';
import { readingOrder } from '../graph/reach.ts';
import { boxesOf } from '../graph/size.ts';
import { useJourney } from '../journey/journey-context.ts';
import { ui } from '../journey/ui-store.ts';
import { useLocale, useSay } from '../words/words.ts';
import { findInJourney } from './find.ts';

/** Ctrl+F: search in titles, summaries and texts of the nodes; Enter goes to the next one. */
export function FindBar() {
  const say = useSay();
  const locale = useLocale();
  const { shown } = useJourney();
  const flow = useFlowControls();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(-1);
  const found = useMemo(
    () =>
      findInJourney(readingOrder(shown), query, (id) => {
        const node = shown.nodes[id];
        return node ? [nodeTitle(node, locale), nodeSummary(node, locale) ?? '', JSON.stringify(node.config)] : [];
      }),
    [shown, query, locale],
  );
  const close = () => ui.set({ searchOpen: false });
  const go = (index: number) => {
    const id = found[index];
    if (!id) return;
    setAt(index);
    ui.select([id]);
    const box = boxesOf(shown).get(id);
    if (box) flow.reveal(box);
  };
  return (
    <search className="findbar float">
      <IconSearch className="i s" aria-hidden />
      <input
        // biome-ignore lint/a11y/noAutofocus: opened by a key to type in it
        autoFocus
        value={query}
        placeholder={say('find.placeholder')}
        aria-label={say('find.placeholder')}
        data-testid="find-input"
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(-1);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          if (event.key === 'Enter' && found.length > 0) {
            go((at + (event.shiftKey ? -1 : 1) + found.length) % found.length);
          }
        }}
      />
      <span className="xs mute num" aria-live="polite">
        {query && say('find.count', { at: at + 1, count: found.length })}
      </span>
      <button type="button" className="ib" aria-label={say('action.close')} onClick={close}>
        <IconX className="i s" aria-hidden />
      </button>
    </search>
  );
}
