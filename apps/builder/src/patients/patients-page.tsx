import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import { errorView } from '../api/error-view.ts';
import { client, trpc } from '../api/trpc.ts';
import { useMe } from '../session/session.tsx';
import { Fault } from '../shell/fault.tsx';
import { stampText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';

/** Everybody the organization looks after, newest record first. */
export function PatientsPage() {
  const say = useSay();
  const locale = useLocale();
  const me = useMe();
  const sees = me.permissions.includes('patient.identity');
  const [typed, setTyped] = useState('');
  const query = useDeferredValue(typed.trim());
  const list = useInfiniteQuery({
    queryKey: [...trpc.patients.list.queryKey(), query],
    queryFn: ({ pageParam, signal }) =>
      client.patients.list.query({ query, ...(pageParam ? { after: pageParam } : {}) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  });
  if (list.error && !list.data) return <Fault view={errorView(list.error)} retry={() => void list.refetch()} />;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <header className="mh wrap">
        <h1>{say('nav.patients')}</h1>
        <span className="sp" />
        <label className="inp search">
          <IconSearch className="i s" aria-hidden />
          <input
            type="search"
            value={typed}
            maxLength={100}
            placeholder={say(sees ? 'patients.search' : 'patients.searchId')}
            aria-label={say(sees ? 'patients.search' : 'patients.searchId')}
            data-testid="patient-search"
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
      </header>
      <div className="patientlist">
        {!sees && <p className="sm mute hint">{say('patients.masked')}</p>}
        <ul>
          {items.map((patient) => (
            <li key={patient.id}>
              <Link className="patientrow" to={`/patients/${patient.id}`} data-testid="patient-row">
                <span className="av d big" aria-hidden="true">
                  {[...patient.name][0]}
                </span>
                <span className="who2">
                  <span className="row">
                    <b className="m el">{patient.name}</b>
                    {patient.test && <span className="chip">{say('people.test')}</span>}
                  </span>
                  <span className="xs mute el num">{patient.externalId}</span>
                </span>
                <span className="facts sm">
                  {patient.openTasks > 0 && (
                    <span className="chip wait">{say('patients.awaiting', { count: patient.openTasks })}</span>
                  )}
                  {patient.openRuns > 0 && <span>{say('patients.inJourneys', { count: patient.openRuns })}</span>}
                  {patient.lastEventAt !== undefined && (
                    <span className="mute">
                      {say('patients.lastEvent', { time: stampText(patient.lastEventAt, locale, patient.zone) })}
                    </span>
                  )}
                </span>
              </Link>
            </li>
          ))}
        </ul>
        {list.data && items.length === 0 && (
          <div className="emptystate">
            <p className="m">{query ? say('patients.found', { query }) : say('patients.empty')}</p>
            {!query && <p className="mute sm">{say('patients.emptyHint')}</p>}
          </div>
        )}
        {list.hasNextPage && (
          <button type="button" className="btn more" onClick={() => void list.fetchNextPage()}>
            {say('patients.moreRows')}
          </button>
        )}
      </div>
    </>
  );
}
