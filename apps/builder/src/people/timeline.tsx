import { nodeDefinition } from '@suivi/nodes';
import type { Journey, RunStep, RunView } from '@suivi/schema';
import { shownName } from '../canvas/node-words.ts';
import { Tile } from '../canvas/tile.tsx';
import { useJourney } from '../journey/journey-context.ts';
import { timeText } from '../words/time.ts';
import { useLocale, useSay } from '../words/words.ts';
import { stepLines } from './step-words.ts';
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
        const today = timeText(visit.at, 'day', locale);
        const heading =
          today === day
            ? []
            : [
                <li key={`day-${visit.key}`} className="day">
                  {today}
                </li>,
              ];
        day = today;
        return [...heading, <VisitItem key={visit.key} visit={visit} document={shown} />];
      })}
    </ol>
  );
}

function VisitItem({ visit, document }: { visit: Visit; document: Journey }) {
  const say = useSay();
  const locale = useLocale();
  const node = document.nodes[visit.node];
  const definition = node ? nodeDefinition(node.type) : undefined;
  const delivery = visit.steps.findLast((step) => step.delivery)?.delivery;
  // A message that a person has to send has its text on two rows; it is read once.
  const told = visit.steps.findLast((step) => step.text !== undefined);
  return (
    <li className={`k-${definition?.category ?? 'data'}`}>
      <time dateTime={new Date(visit.at).toISOString()}>{timeText(visit.at, 'clock', locale)}</time>
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
            <StepLine step={step} since={visit.at} lines={stepLines(step, { say, locale, document })} />
            {step === told && <q className="said">{step.text}</q>}
          </div>
        ))}
      </div>
    </li>
  );
}

function StepLine({ step, since, lines }: { step: RunStep; since: number; lines: readonly string[] }) {
  const locale = useLocale();
  const timed = step.kind !== 'waiting' && step.kind !== 'acting';
  const reply = step.event?.data?.text;
  return (
    <>
      {lines.map((line, k) => (
        <p key={line}>
          {line}
          {k === 0 && timed && <span className="stepat">　{timeOfStep(step.at, since, locale)}</span>}
        </p>
      ))}
      {typeof reply === 'string' && reply !== '' && <q className="said reply">{reply}</q>}
    </>
  );
}

/** The seconds of a row, or its day where it lies on another one than the heading above it: a wait ends days later. */
export function timeOfStep(at: number, since: number, locale: 'zh' | 'en'): string {
  const sameDay = timeText(at, 'day', locale) === timeText(since, 'day', locale);
  return timeText(at, sameDay ? 'clockSeconds' : 'dayClock', locale);
}
