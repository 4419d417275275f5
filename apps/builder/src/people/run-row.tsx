import type { Journey, RunListItem } from '@suivi/schema';
import { shownName } from '../canvas/node-words.ts';
import { ui } from '../journey/ui-store.ts';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';

/** One person in the list: where they are, since when, and when they go on. */
export function RunRow({ run, document }: { run: RunListItem; document: Journey }) {
  const say = useSay();
  const locale = useLocale();
  const node = run.node ? document.nodes[run.node] : undefined;
  return (
    <button
      type="button"
      className="runrow"
      data-testid="run-row"
      data-run={run.id}
      onClick={() => ui.set({ run: run.id })}
    >
      <span className="av d" aria-hidden="true">
        {[...run.patient][0]}
      </span>
      <span className="sp">
        <span className="row">
          <b className="m el">{run.patient}</b>
          {run.test && <span className="chip">{say('people.test')}</span>}
          <span className={`chip ${STATE_CHIP[run.state]}`}>{say(`run.${run.state}`)}</span>
        </span>
        <span className="xs mute el">
          {run.outcome ?? (node ? shownName(node, locale) : say('people.starting'))}
          {' · '}
          {run.wakeAt === undefined
            ? say('people.since', { time: timeText(run.enteredAt, 'dayClock', locale) })
            : say('people.goesOn', { time: timeText(run.wakeAt, 'dayClock', locale) })}
        </span>
      </span>
    </button>
  );
}

export const STATE_CHIP: Record<RunListItem['state'], string> = {
  running: 'br',
  waiting: 'wait',
  held: 'err',
  finished: 'ok',
  exited: '',
  failed: 'err',
};
