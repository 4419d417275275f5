import { Button } from '@mantine/core';
import type { JourneyListItem } from '@suivi/schema';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { errorView } from '../api/error-view.ts';
import { notifyError } from '../api/notify.ts';
import { client, trpc } from '../api/trpc.ts';
import { useMe } from '../session/session.tsx';
import { Fault } from '../shell/fault.tsx';
import { sayIn, useSay } from '../words/words.ts';
import { JourneyRow } from './journey-row.tsx';

export function JourneysPage() {
  const say = useSay();
  const me = useMe();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [busy, setBusy] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const journeys = useQuery({ ...trpc.journeys.list.queryOptions(), refetchInterval: 15_000 });
  const mayEdit = me.permissions.includes('journey.edit');

  useEffect(() => {
    document.title = `${say('nav.journeys')} · Suivi`;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || (event.target instanceof HTMLElement && event.target.closest('input, textarea'))) return;
      event.preventDefault();
      search.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [say]);

  const create = async () => {
    setBusy(true);
    try {
      const title = { zh: sayIn('zh')('journeys.untitled'), en: sayIn('en')('journeys.untitled') };
      const { id } = await client.journeys.create.mutate({ title });
      await navigate(`/journeys/${id}`);
    } catch (error) {
      notifyError(error);
      setBusy(false);
    }
  };
  const newButton = mayEdit && (
    <Button
      leftSection={<IconPlus className="i s" aria-hidden />}
      loading={busy}
      data-testid="new-journey"
      onClick={() => void create()}
    >
      {say('journeys.new')}
    </Button>
  );
  const found = findJourneys(journeys.data ?? [], query);
  return (
    <>
      <header className="mh">
        <h1>{say('nav.journeys')}</h1>
        <span className="sp" />
        <label className="inp search">
          <IconSearch className="i s" aria-hidden />
          <input
            ref={search}
            type="search"
            value={query}
            placeholder={say('journeys.search')}
            aria-label={say('journeys.search')}
            onChange={(event) => setQuery(event.target.value)}
          />
          <span className="kbd">/</span>
        </label>
        {newButton}
      </header>
      {journeys.error && !journeys.data ? (
        <Fault view={errorView(journeys.error)} retry={() => void journeys.refetch()} />
      ) : (
        <div className="tbl journeys">
          <table>
            <colgroup>
              <col />
              <col className="c-status" />
              <col className="c-num" />
              <col className="c-num" />
              <col className="c-problems" />
              <col className="c-edit" />
              <col className="c-version" />
            </colgroup>
            <thead>
              <tr>
                <th>{say('journeys.journey')}</th>
                <th>{say('journeys.status')}</th>
                <th className="r">{say('journeys.inside')}</th>
                <th className="r">{say('journeys.sent7d')}</th>
                <th>{say('journeys.problems')}</th>
                <th>{say('journeys.edited')}</th>
                <th>{say('journeys.version')}</th>
              </tr>
            </thead>
            <tbody>
              {found.map((item) => (
                <JourneyRow key={item.id} item={item} />
              ))}
            </tbody>
          </table>
          {journeys.data?.length === 0 && (
            <div className="emptystate">
              <p className="m">{say('journeys.empty')}</p>
              <p className="mute sm">{say(mayEdit ? 'journeys.emptyHint' : 'journeys.emptyReadonly')}</p>
            </div>
          )}
          {journeys.data && journeys.data.length > 0 && found.length === 0 && (
            <p className="emptystate mute">{say('journeys.noneFound', { query })}</p>
          )}
        </div>
      )}
    </>
  );
}

/** Journeys whose title or description holds the query, in either language. */
export function findJourneys(items: readonly JourneyListItem[], query: string): JourneyListItem[] {
  const wanted = query.trim().toLowerCase();
  return items.filter(({ title, description }) =>
    [title.zh, title.en, description.zh, description.en].some((text) => (text ?? '').toLowerCase().includes(wanted)),
  );
}
