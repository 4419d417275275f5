import { NativeSelect } from '@mantine/core';
import type { PeopleState } from '@suivi/schema';
import { useOverlay } from '../canvas/overlay-store.ts';
import { useJourney } from '../journey/journey-context.ts';
import { ui, useUi } from '../journey/ui-store.ts';
import { numberText } from '../words/time.ts';
import { useSay, type WordKey } from '../words/words.ts';

const ALL = '';
/** Of a journey that was never published. */
const NOBODY = { entered: 0, inside: 0, held: 0, finished: 0, exited: 0 };

/** The whole journey in five numbers, at the top left: entered = inside + held + finished + exited. */
export function Cohort() {
  const say = useSay();
  const { view } = useJourney();
  const counted = useOverlay((state) => state.totals);
  const totals = counted ?? (view.live === undefined ? NOBODY : undefined);
  const listed = useUi((state) => state.listed);
  const numbers: [WordKey, number | undefined, string, string, PeopleState | undefined][] = [
    ['people.enteredTotal', totals?.entered, 'total-entered', '', undefined],
    ['people.inside', totals?.inside, 'total-inside', '', 'inside'],
    ['people.held', totals?.held, 'total-held', totals?.held ? 'bad' : '', 'held'],
    ['people.finished', totals?.finished, 'total-finished', 'okc', 'finished'],
    ['people.exited', totals?.exited, 'total-exited', '', 'exited'],
  ];
  return (
    <section className="cohort float" aria-label={say('people.totals')}>
      <h2 className="sm">{say('people.totals')}</h2>
      <VersionFilter />
      <div className="kps">
        {numbers.map(([label, value, testId, tone, state]) => (
          <button
            key={label}
            type="button"
            className="kp"
            aria-pressed={listed.node === undefined && listed.state === state}
            onClick={() => ui.set({ listed: state ? { state } : {}, run: undefined, selection: [] })}
          >
            <span>{say(label)}</span>
            <b className={`num ${tone}`} data-testid={testId}>
              {value === undefined ? '—' : numberText(value)}
            </b>
          </button>
        ))}
      </div>
    </section>
  );
}

/** Everybody, or one version: who is in which one stands next to its name. */
function VersionFilter() {
  const say = useSay();
  const { view } = useJourney();
  const chosen = useUi((state) => state.version);
  const versions = useOverlay((state) => state.seen?.versions);
  if (!versions || (versions.length < 2 && chosen === undefined)) return null;
  const inside = versions.reduce((sum, version) => sum + version.inside + version.held, 0);
  const known = versions.map(({ id, number, inside, held }) => ({
    value: id,
    label: say('people.versionInside', { number, count: numberText(inside + held) }),
  }));
  // A link may name a version that nobody has entered.
  const linked = view.versions.filter(({ id }) => id === chosen && !versions.some((version) => version.id === id));
  const others = linked.map(({ id, number }) => ({
    value: id,
    label: say('people.versionInside', { number, count: 0 }),
  }));
  return (
    <NativeSelect
      mt={6}
      aria-label={say('people.version')}
      value={chosen ?? ALL}
      data={[{ value: ALL, label: say('people.allVersions', { count: numberText(inside) }) }, ...known, ...others]}
      data-testid="people-version"
      onChange={(event) => ui.set({ version: event.currentTarget.value || undefined })}
    />
  );
}
