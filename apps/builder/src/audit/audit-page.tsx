import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { errorView } from '../api/error-view.ts';
import { client } from '../api/trpc.ts';
import { Fault } from '../shell/fault.tsx';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import { actionWords, detailText } from './entry-words.ts';

/** As many entries as the server gives at once: fewer of them are the last ones. */
const PAGE = 100;

/** Who did what, newest first. */
export function AuditPage() {
  const say = useSay();
  const locale = useLocale();
  const log = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam }) => client.audit.list.query(pageParam === undefined ? {} : { before: pageParam }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.length === PAGE ? page.at(-1)?.seq : undefined),
  });
  if (log.error && !log.data) return <Fault view={errorView(log.error)} retry={() => void log.refetch()} />;
  const entries = log.data?.pages.flat() ?? [];
  return (
    <>
      <header className="mh">
        <h1>{say('nav.audit')}</h1>
      </header>
      <div className="tbl plain">
        <table>
          <colgroup>
            <col className="c-edit" />
            <col className="c-version" />
            <col className="c-version" />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th>{say('audit.at')}</th>
              <th>{say('audit.by')}</th>
              <th>{say('audit.action')}</th>
              <th>{say('audit.subject')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.seq}>
                <td className="num">{timeText(entry.at, 'dayClock', locale)}</td>
                <td className="el" title={entry.by}>
                  {entry.by}
                </td>
                <td className="el" title={entry.action}>
                  {actionWords(entry.action, say)}
                </td>
                <td className="el" title={`${entry.subject} ${detailText(entry.detail)}`.trim()}>
                  <span className="mono">{entry.subject}</span>{' '}
                  <span className="xs mute">{detailText(entry.detail)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {log.hasNextPage && (
          <Button variant="subtle" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {say('audit.more')}
          </Button>
        )}
      </div>
    </>
  );
}
