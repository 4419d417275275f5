import type { TimelineEntry } from '@suivi/schema';
import { useInfiniteQuery } from '@tanstack/react-query';
import { client, trpc } from '../api/trpc.ts';
import { Tile } from '../canvas/tile.tsx';
import { timeText } from '../words/time.ts';
import { useLocale, useSay, useText } from '../words/words.ts';
import { ZoneNote } from '../words/zone-note.tsx';
import { refusalKey } from '../work/use-work.ts';
import { eventText } from './event-words.ts';

const REFRESH_MS = 4_000;

/** Everything that happened with a patient, newest first, by the journey's time, on the wall clock of this zone. */
export function PatientHistory({ patient, zone }: { patient: string; zone: string | undefined }) {
  const say = useSay();
  const locale = useLocale();
  const timeline = useInfiniteQuery({
    queryKey: [...trpc.patients.timeline.queryKey(), patient],
    queryFn: ({ pageParam }) =>
      client.patients.timeline.query({ patient, ...(pageParam ? { before: pageParam } : {}) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
  });
  const entries = timeline.data?.pages.flatMap((page) => page.entries) ?? [];
  const days = byDay(entries, (at) => timeText(at, 'day', locale, zone));
  if (timeline.data && entries.length === 0) return <p className="sm mute">{say('patients.noHistory')}</p>;
  return (
    <>
      {entries[0] && <ZoneNote zone={zone} at={entries[0].at} />}
      {[...days].map(([day, list]) => (
        <div key={day}>
          <h3 className="day">{day}</h3>
          <ol className="tl">
            {list.map((entry) => (
              <Entry key={`${entry.kind}/${entry.id}`} entry={entry} zone={zone} />
            ))}
          </ol>
        </div>
      ))}
      {timeline.hasNextPage && (
        <button type="button" className="btn more" onClick={() => void timeline.fetchNextPage()}>
          {say('patients.more')}
        </button>
      )}
    </>
  );
}

const TILES = {
  event: { category: 'trigger', icon: 'bolt' },
  message: { category: 'message', icon: 'message' },
  task: { category: 'task', icon: 'user-check' },
} as const;

function Entry({ entry, zone }: { entry: TimelineEntry; zone: string | undefined }) {
  const locale = useLocale();
  const { category, icon } = TILES[entry.kind];
  return (
    <li className={`k-${category}`} data-testid="history-entry" data-kind={entry.kind}>
      <time dateTime={new Date(entry.at).toISOString()}>{timeText(entry.at, 'clock', locale, zone)}</time>
      <Tile category={category} icon={icon} />
      <div>
        {entry.kind === 'event' && <EventEntry entry={entry} />}
        {entry.kind === 'message' && <MessageEntry entry={entry} />}
        {entry.kind === 'task' && <TaskEntry entry={entry} zone={zone} />}
      </div>
    </li>
  );
}

type Of<Kind extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: Kind }>;

function EventEntry({ entry }: { entry: Of<'event'> }) {
  const locale = useLocale();
  const { label, says } = eventText(entry.type, entry.data, locale);
  return (
    <>
      <b>{label}</b>
      {says && <p className="num">{says}</p>}
      {entry.words && <q className="said">{entry.words}</q>}
    </>
  );
}

function MessageEntry({ entry }: { entry: Of<'message'> }) {
  const say = useSay();
  const text = useText();
  const locale = useLocale();
  const { reviewer, state } = entry;
  return (
    <>
      <b>{text(entry.journey)}</b>
      <span className={`delivery d-${state}`}>{say(`delivery.${state}`)}</span>
      <q className="said">{entry.text}</q>
      {state === 'blocked' && <p className="d-blocked">{say(refusalKey(entry.reason))}</p>}
      <p>
        {say('work.reviewer', {
          name: reviewer.name,
          qualification: reviewer.qualification,
          date: timeText(reviewer.at, 'day', locale),
        })}
        {entry.confirmedBy && ` · ${say('patients.confirmedBy', { name: entry.confirmedBy })}`}
      </p>
    </>
  );
}

function TaskEntry({ entry, zone }: { entry: Of<'task'>; zone: string | undefined }) {
  const say = useSay();
  const text = useText();
  const locale = useLocale();
  const closed = entry.closedAt === undefined ? '' : timeText(entry.closedAt, 'dayClock', locale, zone);
  return (
    <>
      <b>{text(entry.title)}</b>
      <span className={`delivery t-${entry.state}`}>{say(`taskState.${entry.state}`)}</span>
      <p>{[text(entry.journey), text(entry.group)].filter(Boolean).join(' · ')}</p>
      {entry.outcome && <p>{[text(entry.outcome), entry.closedBy, closed].filter(Boolean).join(' · ')}</p>}
      {entry.note && <q className="said">{entry.note}</q>}
    </>
  );
}

function byDay(entries: TimelineEntry[], dayOf: (at: number) => string): Map<string, TimelineEntry[]> {
  const days = new Map<string, TimelineEntry[]>();
  for (const entry of entries) days.set(dayOf(entry.at), [...(days.get(dayOf(entry.at)) ?? []), entry]);
  return days;
}
