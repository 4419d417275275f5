import { useSay } from '../words/words.ts';

const RADIUS = 15;
const LENGTH = 2 * Math.PI * RADIUS;

/** How much of the day's work is done: closed ones of all that were or are to do. */
export function DoneRing({ done, open }: { done: number; open: number }) {
  const say = useSay();
  const all = done + open;
  const share = all === 0 ? 0 : done / all;
  return (
    <div
      className="ring"
      role="img"
      aria-label={say('work.doneOf', { done, open })}
      title={say('work.doneOf', { done, open })}
    >
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle cx="18" cy="18" r={RADIUS} className="ringall" />
        <circle
          cx="18"
          cy="18"
          r={RADIUS}
          className={share > 0 ? 'ringdone' : 'ringall'}
          strokeDasharray={`${LENGTH * share} ${LENGTH}`}
          transform="rotate(-90 18 18)"
        />
      </svg>
      <b className="num">
        {done}/{all}
      </b>
    </div>
  );
}
