import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import type { PathMark } from './overlay-store.ts';

/** When one person came here, left of the node; where they are now, with when they go on. */
export function PathChip({ mark }: { mark: PathMark }) {
  const locale = useLocale();
  const say = useSay();
  if (!mark.now) return <span className="tchip pathchip">{timeText(mark.at, 'dayClock', locale)}</span>;
  const { until } = mark.now;
  return (
    <span className="tchip pathchip now">
      {until === undefined
        ? say('people.nowHere')
        : say('people.nowHereUntil', { time: timeText(until, 'dayClock', locale) })}
    </span>
  );
}
