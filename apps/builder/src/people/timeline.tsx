import { nodeDefinition } from '@suivi/nodes';
import type { Journey, RunStep, RunView } from '@suivi/schema';
import { portLabel, shownName } from '../canvas/node-words.ts';
import { Tile } from '../canvas/tile.tsx';
import { useJourney } from '../journey/journey-context.ts';
import { timeText } from '../words/time.ts';
import { type Say, useLocale, useSay } from '../words/words.ts';
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
            <StepLine step={step} since={visit.at} line={stepLine(step, document, say, locale)} />
          </div>
        ))}
      </div>
    </li>
  );
}

function StepLine({ step, since, line }: { step: RunStep; since: number; line: string }) {
  const locale = useLocale();
  return (
    <>
      {line && (
        <p>
          {line}
          {step.kind !== 'waiting' && <span className="stepat">　{timeOfStep(step.at, since, locale)}</span>}
        </p>
      )}
      {step.text && <q className="said">{step.text}</q>}
    </>
  );
}

/** The seconds of a row, or its day where it lies on another one than the heading above it: a wait ends days later. */
export function timeOfStep(at: number, since: number, locale: 'zh' | 'en'): string {
  const sameDay = timeText(at, 'day', locale) === timeText(since, 'day', locale);
  return timeText(at, sameDay ? 'clockSeconds' : 'dayClock', locale);
}

/** One row in words. `entered` says nothing more than the heading of its visit. */
function stepLine(step: RunStep, doc: Journey, say: Say, locale: 'zh' | 'en'): string {
  const node = doc.nodes[step.node];
  const port = step.port && node ? portLabel(node, step.port, locale) : (step.port ?? '');
  switch (step.kind) {
    case 'entered':
      return port ? say('step.passed', { port }) : '';
    case 'waiting':
      return step.until === undefined
        ? say('step.waiting')
        : say('step.waitingUntil', { time: timeText(step.until, 'dayClock', locale) });
    case 'woke':
      return say('step.woke', { port: port || (step.by ?? '') });
    case 'branched':
      return say('step.passed', { port });
    case 'acting':
      return say('step.waiting');
    case 'acted':
      return say('step.acted', { port });
    case 'held':
      return say('step.held', { reason: step.by ?? '' });
    case 'skipped':
      return say('step.skipped', { reason: step.by ?? '' });
    case 'moved':
      return say('step.moved');
    case 'left':
      return say('step.left', { outcome: step.by ?? '' });
  }
}
