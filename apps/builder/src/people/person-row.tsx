import type { Journey, PersonAt } from '@suivi/schema';
import { shownName } from '../canvas/node-words.ts';
import { type PeopleFilter, ui } from '../journey/ui-store.ts';
import { stampText } from '../words/time.ts';
import { type Say, useLocale, useSay } from '../words/words.ts';
import { forHowLong } from './how-long.ts';
import { outcomeWords } from './outcome-words.ts';
import { STATE_CHIP } from './state-chip.ts';

interface Props {
  person: PersonAt;
  document: Journey;
  filter: PeopleFilter;
}

/** One person in the list: where they are, for how long, and when they go on. */
export function PersonRow({ person, document, filter }: Props) {
  const say = useSay();
  const locale = useLocale();
  const node = person.node ? document.nodes[person.node] : undefined;
  const where = person.outcome
    ? outcomeWords(person.outcome, say)
    : node
      ? shownName(node, locale)
      : say('people.starting');
  // The clock of a trial is not the reader's.
  const here = !person.trial && (filter.state === 'here' || (filter.state === 'held' && filter.node !== undefined));
  return (
    <button
      type="button"
      className="runrow"
      data-testid="run-row"
      data-run={person.run}
      onClick={() => ui.set({ run: person.run, selection: [] })}
    >
      <span className="av d" aria-hidden="true">
        {[...person.patient][0]}
      </span>
      <span className="sp">
        <span className="row">
          <b className="m el">{person.patient}</b>
          {person.test && <span className="chip">{say('people.test')}</span>}
          <span className={`chip ${STATE_CHIP[person.state]}`}>{say(`run.${person.state}`)}</span>
          <span className="xs mute vnum">v{person.version}</span>
        </span>
        <span className="xs mute el">
          {here ? waitWords(say, person, locale) : `${where} · ${whenWords(say, person, filter, locale)}`}
        </span>
      </span>
    </button>
  );
}

/** `已等 3 天 4 小时 · 11-26 10:00 继续` */
function waitWords(say: Say, { at, until, handsOn, zone }: PersonAt, locale: 'zh' | 'en'): string {
  const waited = say('people.waited', { time: forHowLong(Date.now() - at, locale) });
  return until === undefined
    ? waited
    : `${waited} · ${say(handsOn ? 'people.handsOn' : 'people.goesOn', { time: stampText(until, locale, zone) })}`;
}

function whenWords(
  say: Say,
  { at, until, handsOn, visit, zone }: PersonAt,
  filter: PeopleFilter,
  locale: 'zh' | 'en',
): string {
  const time = stampText(until ?? at, locale, zone);
  if (filter.node === undefined) {
    return say(until === undefined ? 'people.since' : handsOn ? 'people.handsOn' : 'people.goesOn', { time });
  }
  return visit !== undefined && visit > 1 ? say('people.visitAt', { time, visit }) : say('people.cameAt', { time });
}
