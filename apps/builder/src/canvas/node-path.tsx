import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import type { PathMark } from './overlay-store.ts';

/** When one person came here, left of the node; where they are now, with when they go on. */
export function PathChip({ mark }: { mark: PathMark }) {
  const locale = useLocale();
  const say = useSay();
  if (!mark.now) return <span className="tchip pathchip">{timeText(mark.at, 'dayClock', locale, mark.zone)}</span>;
  const { until, handsOn } = mark.now;
  return (
    <span className="tchip pathchip now">
      {until === undefined
        ? say('people.nowHere')
        : say(handsOn ? 'people.nowHereHandsOn' : 'people.nowHereUntil', {
            time: timeText(until, 'dayClock', locale, mark.zone),
          })}
    </span>
  );
}
