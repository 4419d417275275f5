import { portLabel, shownName } from '../canvas/node-words.ts';
import type { useOverlay } from '../canvas/overlay-store.ts';
import { useJourney } from '../journey/journey-context.ts';
import type { PeopleFilter } from '../journey/ui-store.ts';
import { numberText } from '../words/time.ts';
import { type Say, useLocale, useSay } from '../words/words.ts';

/** The number that a list is behind, as it stands on the canvas now. */
export function countOf(state: ReturnType<typeof useOverlay.getState>, filter: PeopleFilter): number | undefined {
  const { totals, counts } = state;
  if (!totals) return undefined;
  if (filter.node === undefined) {
    const { state: who } = filter;
    return who === 'inside' || who === 'held' || who === 'finished' || who === 'exited' ? totals[who] : totals.entered;
  }
  const count = counts[filter.node];
  if (!count) return 0;
  if (filter.port !== undefined) return count.ports[filter.port] ?? 0;
  switch (filter.state) {
    case 'here':
    case 'held':
    case 'left':
    case 'moved':
      return count[filter.state];
    default:
      return count.entered;
  }
}

/** Who is listed, in words, with the number on the canvas. */
export function ListTitle({ filter, count }: { filter: PeopleFilter; count: number | undefined }) {
  const say = useSay();
  const locale = useLocale();
  const { shown } = useJourney();
  const node = filter.node === undefined ? undefined : shown.nodes[filter.node];
  const title = node ? shownName(node, locale) : (filter.node ?? say('people.everyone'));
  const port = node && filter.port !== undefined ? portLabel(node, filter.port, locale) : filter.port;
  return (
    <div className="sp">
      <h2 className="m el">{title}</h2>
      <p className="xs mute" data-testid="list-count">
        {whoWords(say, filter, port, count)}
      </p>
    </div>
  );
}

function whoWords(say: Say, filter: PeopleFilter, port: string | undefined, count: number | undefined): string {
  const n = { count: count === undefined ? '—' : numberText(count) };
  if (port !== undefined) return say('people.who.port', { port, ...n });
  if (filter.node === undefined && filter.state === undefined) return say('people.enteredCount', n);
  return say(`people.who.${filter.state ?? 'entered'}`, n);
}
