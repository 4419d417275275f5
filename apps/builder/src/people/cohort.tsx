import { useOverlay } from '../canvas/overlay-store.ts';
import { numberText } from '../words/time.ts';
import { useSay } from '../words/words.ts';

/** The whole journey in five numbers, at the top left. They add up: entered = inside + finished + exited. */
export function Cohort() {
  const say = useSay();
  const totals = useOverlay((state) => state.totals);
  const numbers = [
    ['people.enteredTotal', totals?.entered, 'total-entered', ''],
    ['people.inside', totals?.inside, 'total-inside', ''],
    ['people.finished', totals?.finished, 'total-finished', 'okc'],
    ['people.exited', totals?.exited, 'total-exited', ''],
    ['people.held', totals?.held, 'total-held', totals?.held ? 'bad' : ''],
  ] as const;
  return (
    <section className="cohort float" aria-label={say('people.totals')}>
      <h2 className="sm">{say('people.totals')}</h2>
      <div className="kps">
        {numbers.map(([label, value, testId, tone]) => (
          <div key={label} className="kp">
            <span>{say(label)}</span>
            <b className={`num ${tone}`} data-testid={testId}>
              {value === undefined ? '—' : numberText(value)}
            </b>
          </div>
        ))}
      </div>
    </section>
  );
}
