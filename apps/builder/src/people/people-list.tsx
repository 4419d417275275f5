import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '../api/trpc.ts';
import { useOverlay } from '../canvas/overlay-store.ts';
import { useJourney } from '../journey/journey-context.ts';
import { ui, useUi } from '../journey/ui-store.ts';
import { numberText } from '../words/time.ts';
import { useSay } from '../words/words.ts';
import { countOf, ListTitle } from './list-title.tsx';
import { useLive } from './live-stream.ts';
import { PersonRow } from './person-row.tsx';

/** The list is read again at most this often, ms. */
const LIST_EVERY = 1_000;
const TYPING_PAUSE = 250;

/** The people behind the number that was chosen, page by page; the longest waiting first. */
export function PeopleList() {
  const say = useSay();
  const { id, shown, view, can } = useJourney();
  const listed = useUi((state) => state.listed);
  const asked = useUi((state) => state.selection[0]);
  const version = useUi((state) => state.version);
  const [search, setSearch] = useSearch();
  // A node that was chosen on the canvas stands for everybody who came to it.
  const filter = asked !== undefined && shown.nodes[asked] ? { node: asked, state: 'entered' as const } : listed;
  const tick = useOverlay((state) => Math.floor((state.seen?.asOf ?? 0) / LIST_EVERY));
  const connected = useLive((state) => state.connected);
  const count = useOverlay((state) => countOf(state, filter));
  const input = {
    journey: id,
    ...filter,
    ...(version ? { version } : {}),
    ...(search.asked ? { search: search.asked } : {}),
  };
  const people = useInfiniteQuery({
    queryKey: ['people.at', input],
    queryFn: ({ pageParam }) => client.people.at.query({ ...input, ...(pageParam ? { after: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    enabled: view.live !== undefined,
    placeholderData: (before) => before,
  });
  const { refetch } = people;
  // The list follows the numbers, but a busy stream must not become a request per event.
  useEffect(() => {
    if (tick > 0 && connected) void refetch({ cancelRefetch: false });
  }, [tick, connected, refetch]);
  const rows = people.data?.pages.flatMap((page) => page.people) ?? [];
  const empty = people.isSuccess && rows.length === 0;
  return (
    <>
      <header className="ph">
        <ListTitle filter={filter} count={view.live === undefined ? 0 : count} />
        {(filter.node !== undefined || filter.state !== undefined) && (
          <button type="button" className="lnk sm" onClick={() => ui.set({ listed: {}, selection: [] })}>
            {say('people.showAll')}
          </button>
        )}
      </header>
      {can('patient.identity') && view.live !== undefined && (
        <div className="searchrow">
          <TextInput
            type="search"
            aria-label={say('people.search')}
            placeholder={say('people.search')}
            value={search.typed}
            maxLength={60}
            data-testid="people-search"
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
      )}
      <ul className="runs">
        {view.live === undefined && <li className="empty">{say('people.notPublished')}</li>}
        {empty && <li className="empty">{say(search.asked ? 'people.noneFound' : 'people.nobody')}</li>}
        {rows.map((person) => (
          <li key={`${person.run}/${person.visit ?? ''}`}>
            <PersonRow person={person} document={shown} filter={filter} />
          </li>
        ))}
        {people.hasNextPage && (
          <li className="more">
            <Button
              variant="default"
              loading={people.isFetchingNextPage}
              data-testid="people-more"
              onClick={() => void people.fetchNextPage()}
            >
              {say('people.more', { shown: numberText(rows.length), count: numberText(count ?? rows.length) })}
            </Button>
          </li>
        )}
      </ul>
    </>
  );
}

/** What is typed, and what is asked for a moment after the last key. */
function useSearch() {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(typed.trim()), TYPING_PAUSE);
    return () => window.clearTimeout(timer);
  }, [typed]);
  return [{ typed, asked }, setTyped] as const;
}
