import { nodeDefinition } from '@suivi/nodes';
import type { Journey, RunStep, RunView } from '@suivi/schema';
import { shownName } from '../canvas/node-words.ts';
import { Tile } from '../canvas/tile.tsx';
import { useJourney } from '../journey/journey-context.ts';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import { isHandOver, stepLines } from './step-words.ts';
import { type Visit, visitsOf } from './visits.ts';

/** What happened, visit by visit, under the days. Every row of the trace stands in it. */
export function Timeline({ run }: { run: RunView }) {
  const say = useSay();
  const locale = useLocale();
  const { shown } = useJourney();
  let day = '';
  return (
    <ol className="tl" aria-label={say('people.timeline')}>
      {visitsOf(run.steps).flatMap((visit) => {
        const today = timeText(visit.at, 'day', locale, run.zone);
        const heading =
          today === day
            ? []
            : [
                <li key={`day-${visit.key}`} className="day">
                  {today}
                </li>,
              ];
        day = today;
        return [...heading, <VisitItem key={visit.key} visit={visit} document={shown} run={run} />];
      })}
    </ol>
  );
}

function VisitItem({ visit, document, run }: { visit: Visit; document: Journey; run: RunView }) {
  const { zone } = run;
  const say = useSay();
  const locale = useLocale();
  const node = document.nodes[visit.node];
  const definition = node ? nodeDefinition(node.type) : undefined;
  const delivery = visit.steps.findLast((step) => step.delivery)?.delivery;
  // A message that a person has to send has its text on two rows; it is read once.
  const told = visit.steps.findLast((step) => step.text !== undefined);
  return (
    <li className={`k-${definition?.category ?? 'data'}`}>
      <time dateTime={new Date(visit.at).toISOString()}>{timeText(visit.at, 'clock', locale, zone)}</time>
      <Tile category={definition?.category ?? 'data'} icon={definition?.icon} />
      <div>
        <b>{node ? shownName(node, locale) : visit.node}</b>
        {delivery && <span className={`delivery d-${delivery}`}>{say(`delivery.${delivery}`)}</span>}
        {visit.steps.map((step) => (
          <div
            key={`${step.epoch}/${step.seq}`}
            className="step"
            data-testid="path-step"
            data-node={step.node}
            data-kind={step.kind}
          >
            <StepLine
              step={step}
              time={timeOfStep(step.at, visit.at, locale, zone)}
              lines={stepLines(step, { say, locale, document, zone, handsOn: handsOn(step, visit, run, document) })}
            />
            {step === told && <q className="said">{step.text}</q>}
          </div>
        ))}
      </div>
    </li>
  );
}

/** Whether the deadline of this row hands the to-do on: so it did, or so it will where the patient still is. */
function handsOn(step: RunStep, visit: Visit, run: RunView, document: Journey): boolean {
  const later = visit.steps.slice(visit.steps.indexOf(step) + 1).find(({ kind }) => kind === 'woke');
  if (later) return isHandOver(later, document);
  return run.places.some((place) => place.handsOn && place.node === visit.node && place.until === step.until);
}

function StepLine({ step, time, lines }: { step: RunStep; time: string; lines: readonly string[] }) {
  const timed = step.kind !== 'waiting' && step.kind !== 'acting';
  const reply = step.event?.data?.text;
  return (
    <>
      {lines.map((line, k) => (
        <p key={line}>
          {line}
          {k === 0 && timed && <span className="stepat">　{time}</span>}
        </p>
      ))}
      {typeof reply === 'string' && reply !== '' && <q className="said reply">{reply}</q>}
    </>
  );
}

/** The seconds of a row, or its day where it lies on another one than the heading above it: a wait ends days later. */
export function timeOfStep(at: number, since: number, locale: 'zh' | 'en', zone?: string): string {
  const sameDay = timeText(at, 'day', locale, zone) === timeText(since, 'day', locale, zone);
  return timeText(at, sameDay ? 'clockSeconds' : 'dayClock', locale, zone);
}
