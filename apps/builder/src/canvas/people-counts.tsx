import type { NodeCount } from '@suivi/schema';
import { ui } from '../journey/ui-store.ts';
import { numberText } from '../words/time.ts';
import { useSay } from '../words/words.ts';
import { useOverlay } from './overlay-store.ts';

const NOBODY: NodeCount = { entered: 0, here: 0, held: 0, left: 0, ports: {} };

/** How many went on by a port. */
const onwards = (count: NodeCount): number => Object.values(count.ports).reduce((sum, taken) => sum + taken, 0);

/** Everybody who came and is no longer here: by a port, or out of the journey. */
const gone = (count: NodeCount): number => onwards(count) + count.left;

function Entered({ id, count }: { id: string; count: NodeCount }) {
  const say = useSay();
  return (
    <button
      type="button"
      className="c nodrag"
      aria-label={say('people.enteredList', { count: count.entered })}
      onClick={() => ui.set({ peopleNode: id, run: undefined })}
    >
      {say('people.entered')} <b data-testid={`count-entered-${id}`}>{numberText(count.entered)}</b>
    </button>
  );
}

/** 进入 · 离开 on a card; with named ports, 离开 is the numbers at the ports. */
export function CardCounts({ id, count = NOBODY, ports }: { id: string; count: NodeCount | undefined; ports: number }) {
  const say = useSay();
  return (
    <div className="ns">
      <Entered id={id} count={count} />
      {ports === 1 && (
        <span className="c">
          {say('people.left')} <b>{numberText(gone(count))}</b>
        </span>
      )}
    </div>
  );
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
    </span>
  );
}

/** Those who left here by no port: a red stub with the number and its share of those who entered. */
export function DropOff({ count }: { count: NodeCount | undefined }) {
  const say = useSay();
  const known = useOverlay((state) => state.totals !== undefined);
  // Where nobody ever goes on, leaving is what the node is for.
  if (!count || !known || count.left === 0 || onwards(count) === 0) return null;
  const lost = count.left;
  const share = ((100 * lost) / Math.max(1, count.entered)).toFixed(1);
  return (
    <span className="tag dropoff">
      <svg width="24" height="18" aria-hidden="true">
        <path className="stub" strokeWidth="3" d="M0 9h18" />
        <path className="stub" strokeWidth="2" d="M21 1v16" />
      </svg>
      <b>−{numberText(lost)}</b> {say('people.shareOfEntered', { share })}
    </span>
  );
}
