import { nodeDefinition } from '@suivi/nodes';
import { type PatientRun, pickText, type RunState } from '@suivi/schema';
import { Link } from 'react-router';
import { outcomeWords } from '../people/outcome-words.ts';
import { stampText } from '../words/time.ts';
import { useLocale, useSay, useText } from '../words/words.ts';

const CHIP: Record<RunState, string> = {
  running: 'br',
  waiting: 'wait',
  held: 'err',
  finished: 'ok',
  exited: '',
  failed: 'err',
};

/** The journeys a patient is or was in; a click shows their way on the canvas. */
export function PatientRuns({ runs }: { runs: PatientRun[] }) {
  const say = useSay();
  const text = useText();
  const locale = useLocale();
  if (runs.length === 0) return <p className="sm mute">{say('patients.noRuns')}</p>;
  return (
    <ul className="patientruns">
      {runs.map((run) => (
        <li key={run.id}>
          <Link to={`/journeys/${run.journey.id}?mode=people&run=${run.id}`} data-testid="patient-run">
            <span className="row">
              <b className="m el">{text(run.journey.title)}</b>
              <span className="chip">v{run.number}</span>
              <span className={`chip ${CHIP[run.state]}`}>{say(`run.${run.state}`)}</span>
            </span>
            <span className="xs mute">{whereText(run)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );

  /** Where the patient is and when it goes on, or how it ended. */
  function whereText({ node, enteredAt, wakeAt, handsOn, outcome, zone }: PatientRun): string {
    const place = outcome
      ? outcomeWords(outcome, say)
      : node && (pickText(node.name, locale) || nodeDefinition(node.type)?.title(locale));
    const when =
      wakeAt === undefined
        ? say('people.since', { time: stampText(enteredAt, locale, zone) })
        : say(handsOn ? 'people.handsOn' : 'people.goesOn', { time: stampText(wakeAt, locale, zone) });
    return [place, when].filter(Boolean).join(' · ');
  }
}
