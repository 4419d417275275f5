import { WORK_DUE } from '@suivi/schema';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { errorView } from '../api/error-view.ts';
import { trpc } from '../api/trpc.ts';
import { Segmented } from '../design/form/segmented.tsx';
import { useMe } from '../session/session.tsx';
import { Fault } from '../shell/fault.tsx';
import { timeText } from '../words/time.ts';
import { useLocale, useSay, useText } from '../words/words.ts';
import { DoneRing } from './done-ring.tsx';
import { SECTIONS, sectionOf } from './time-left.ts';
import { keyOf, useWorkActions, useWorkList, type WorkQuery } from './use-work.ts';
import { WorkCard } from './work-card.tsx';

/** What staff have to do: to-dos and messages that wait for a person, the most urgent first. */
export function WorkPage() {
  const say = useSay();
  const me = useMe();
  const locale = useLocale();
  const closes = me.permissions.includes('task.close');
  const [query, setQuery] = useState<WorkQuery>({ filter: closes ? 'mine' : 'group', due: 'today' });
  const [open, setOpen] = useState<string>();
  const list = useWorkList(query);
  const actions = useWorkActions();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const counts = list.data?.pages[0]?.counts;
  const cards = useRef<HTMLDivElement>(null);
  if (list.error && !list.data) return <Fault view={errorView(list.error)} retry={() => void list.refetch()} />;
  const now = list.dataUpdatedAt;
  return (
    <div className="work">
      <header className="workhead">
        <div>
          <h1>{say('work.title')}</h1>
          <p className="sm mute">
            {timeText(Date.now(), 'day', locale)}　{me.user.name}
          </p>
        </div>
        <span className="sp" />
        {counts && <DoneRing done={counts.doneToday} open={counts.today} />}
      </header>
      <div className="workbar">
        <Segmented
          name="due"
          label={say('work.due')}
          value={query.due}
          testId="work-due"
          options={WORK_DUE.map((due) => ({
            value: due,
            label: counts ? `${say(`work.${due}`)} ${counts[due]}` : say(`work.${due}`),
          }))}
          onChange={(due) => setQuery({ ...query, due })}
        />
        <GroupChoice query={query} onChange={setQuery} mine={closes} />
        <span className="sp" />
        {closes && items.length > 0 && <span className="xs mute keyhint">{say('work.keys')}</span>}
      </div>
      <div className="workitems" ref={cards}>
        {SECTIONS.map((section) => {
          const here = items.filter((item) => sectionOf(item.leftMs, now) === section);
          if (here.length === 0) return null;
          return (
            <section key={section} aria-label={say(`work.${section}`)}>
              <h2 className="worksection">{say(`work.${section}`)}</h2>
              <ul aria-label={say('work.list')}>
                {here.map((item) => (
                  <WorkCard
                    key={keyOf(item)}
                    item={item}
                    open={open === keyOf(item)}
                    closes={closes}
                    actions={actions}
                    onToggle={() => setOpen(open === keyOf(item) ? undefined : keyOf(item))}
                    onStep={(step) => stepTo(cards.current, keyOf(item), step)}
                  />
                ))}
              </ul>
            </section>
          );
        })}
        {list.data && items.length === 0 && <Nothing />}
        {list.hasNextPage && (
          <button type="button" className="btn more" onClick={() => void list.fetchNextPage()}>
            {say('work.loadMore')}
          </button>
        )}
      </div>
    </div>
  );
}

function Nothing() {
  const say = useSay();
  return (
    <div className="emptystate">
      <p className="m">{say('work.empty')}</p>
      <p className="mute sm">{say('work.emptyHint')}</p>
    </div>
  );
}

/** Mine, all groups, or one of them. */
function GroupChoice(props: { query: WorkQuery; mine: boolean; onChange(query: WorkQuery): void }) {
  const say = useSay();
  const text = useText();
  const groups = useQuery({ ...trpc.staff.groups.queryOptions(), staleTime: 60_000 });
  const { filter, group, due } = props.query;
  const value = filter === 'mine' ? 'mine' : `group:${group ?? ''}`;
  const choose = (chosen: string) => {
    if (chosen === 'mine') return props.onChange({ filter: 'mine', due });
    const key = chosen.slice('group:'.length);
    props.onChange({ filter: 'group', due, ...(key ? { group: key } : {}) });
  };
  return (
    <select
      className="inp groups"
      aria-label={say('work.filter')}
      data-testid="work-group"
      value={value}
      onChange={(event) => choose(event.target.value)}
    >
      {props.mine && <option value="mine">{say('work.mine')}</option>}
      <option value="group:">{say('work.everyGroup')}</option>
      {groups.data?.map(({ key, label }) => (
        <option key={key} value={`group:${key}`}>
          {text(label)}
        </option>
      ))}
    </select>
  );
}

/** Gives the focus to the card before or after the one with this key. */
function stepTo(list: HTMLElement | null, key: string, step: 1 | -1): void {
  const cards = [...(list?.querySelectorAll<HTMLElement>('.workcard') ?? [])];
  const at = cards.findIndex((card) => card.dataset.key === key);
  cards[at + step]?.querySelector<HTMLElement>('.workopen')?.focus();
}
