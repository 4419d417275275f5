import type { JourneyNode, NodeCount, PeopleState } from '@suivi/schema';
import { ui } from '../journey/ui-store.ts';
import { numberText } from '../words/time.ts';
import { useSay } from '../words/words.ts';
import { inNeutral, isDropExit, lost, reasonsOf } from './drop-off.ts';
import { useOverlay } from './overlay-store.ts';

const NOBODY: NodeCount = { entered: 0, here: 0, held: 0, left: 0, moved: 0, ports: {} };

/** Everybody who came and is no longer here. */
const gone = (count: NodeCount): number => count.entered - count.here - count.held;

/** Lists the people behind a number. */
export const list = (node: string, what: { state?: PeopleState; port?: string }): void =>
  ui.set({ listed: { node, ...what }, run: undefined, selection: [] });

function Entered({ id, count, bad }: { id: string; count: NodeCount; bad?: boolean }) {
  const say = useSay();
  return (
    <button
      type="button"
      className={bad && count.entered > 0 ? 'c bad nodrag' : 'c nodrag'}
      aria-label={say('people.enteredList', { count: count.entered })}
      onClick={(event) => {
        event.stopPropagation();
        list(id, { state: 'entered' });
      }}
    >
      {say(bad ? 'people.dropped' : 'people.entered')}{' '}
      <b data-testid={`count-entered-${id}`}>{numberText(count.entered)}</b>
    </button>
  );
}

interface CardProps {
  id: string;
  node: JourneyNode;
  count: NodeCount | undefined;
  ports: number;
}

/** 进入 · 离开 on a card; with named ports, 离开 is the numbers at the ports. At an exit: its share of all entries. */
export function CardCounts({ id, node, count = NOBODY, ports }: CardProps) {
  const say = useSay();
  return (
    <div className="ns">
      <Entered id={id} count={count} bad={isDropExit(node)} />
      {ports === 1 && (
        <span className="c">
          {say('people.left')} <b>{numberText(gone(count))}</b>
        </span>
      )}
      {ports === 0 && <ShareOfAll count={count} bad={isDropExit(node)} />}
    </div>
  );
}

function ShareOfAll({ count, bad }: { count: NodeCount; bad: boolean }) {
  const say = useSay();
  const entered = useOverlay((state) => state.totals?.entered ?? 0);
  if (entered === 0) return null;
  const share = ((100 * count.entered) / entered).toFixed(1);
  return <span className={bad && count.entered > 0 ? 'c bad' : 'c'}>{say('people.shareOfAll', { share })}</span>;
}

/** A pill has one line, so its numbers stand beside it. */
export function PillCounts({ id, count = NOBODY }: { id: string; count: NodeCount | undefined }) {
  const say = useSay();
  return (
    <span className="tag pc">
      <Entered id={id} count={count} />
      <span className="c">
        {say('people.left')} <b>{numberText(gone(count))}</b>
      </span>
      <DropOff id={id} count={count} />
    </span>
  );
}

/**
 * Those who left the journey from here by no port: a red stub with the number, its share of those who entered, and the
 * reason. What was taken from here without being lost stands below it, so that the numbers add up.
 */
export function DropOff({ id, count }: { id: string; count: NodeCount | undefined }) {
  const say = useSay();
  const rules = useOverlay((state) => state.ruleEnds);
  if (!count) return null;
  const out = lost(count, rules);
  const rest = inNeutral(count, rules);
  if (out === 0 && rest.length === 0) return null;
  const share = ((100 * out) / Math.max(1, count.entered)).toFixed(1);
  const words = (reasons: [string, number][]) =>
    reasons
      .map(([why, n]) =>
        say(why === 'moved:rule' && rules === 'goal' ? 'people.why.goal' : `people.why.${why as 'moved:rule'}`, {
          count: numberText(n),
        }),
      )
      .join(' · ');
  return (
    <button
      type="button"
      className="tag dropoff nodrag"
      data-testid={`count-lost-${id}`}
      aria-label={say('people.lostList', { count: out, reasons: words([...reasonsOf(count, rules), ...rest]) })}
      onClick={(event) => {
        event.stopPropagation();
        list(id, { state: count.moved > 0 ? 'moved' : 'left' });
      }}
    >
      {out > 0 && (
        <>
          <svg width="24" height="18" aria-hidden="true">
            <path className="stub" strokeWidth="3" d="M0 9h18" />
            <path className="stub" strokeWidth="2" d="M21 1v16" />
          </svg>
          <span className="lines">
            <span>
              <b>−{numberText(out)}</b> {share}%
            </span>
            <span>{words(reasonsOf(count, rules))}</span>
            {rest.length > 0 && <span className="rest">{words(rest)}</span>}
          </span>
        </>
      )}
      {out === 0 && <span className="rest">{words(rest)}</span>}
    </button>
  );
}
