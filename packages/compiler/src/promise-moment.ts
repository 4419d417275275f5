import { type Condition, canonicalJson, type Moment } from '@suivi/schema';
import { classOf } from './check-sends.ts';
import type { Flow, Way } from './flow.ts';

/** A moment of a promise, found in the flow: arriving at some step, or going some way. */
export interface Found {
  /** Steps at whose arrival it happens. */
  steps: ReadonlySet<number>;
  /** Whether it happens by going this way, the arrival at its end included. */
  hits(way: Way): boolean;
  /** The type of an event that may come at any time: the flow alone does not say when. */
  event?: string;
}

/** @returns undefined where the journey has no such node or port any more. */
export function findMoment(flow: Flow, moment: Moment): Found | undefined {
  if ('class' in moment) return atSteps(stepsWhere(flow, (at) => classOf(flow.ops[at]) === moment.class));
  if ('event' in moment) {
    const { trigger } = flow.meaning;
    const enters = trigger?.on === 'event' && trigger.event === moment.event && flow.entry !== undefined;
    const steps = new Set(enters ? [flow.entry ?? 0] : []);
    return { steps, event: moment.event, hits: (way) => way.event === moment.event || steps.has(way.to) };
  }
  if ('holds' in moment) {
    const wanted = canonicalJson(moment.holds);
    return byWay(
      (way) => way.holds !== undefined && conjuncts(way.holds).some((each) => canonicalJson(each) === wanted),
    );
  }
  const own = stepsWhere(flow, (at) => flow.ops[at]?.node === moment.node);
  if (moment.port === undefined) {
    const at = flow.index.get(moment.node);
    return at === undefined ? undefined : atSteps(new Set([at]));
  }
  const { port } = moment;
  const hits = (way: Way) => way.port === port && own.has(way.from);
  return [...own].some((at) => flow.out[at]?.some(hits)) ? byWay(hits) : undefined;
}

const atSteps = (steps: ReadonlySet<number>): Found => ({ steps, hits: (way) => steps.has(way.to) });
const byWay = (hits: (way: Way) => boolean): Found => ({ steps: new Set(), hits });

function stepsWhere(flow: Flow, is: (at: number) => boolean): Set<number> {
  return new Set(flow.ops.flatMap((_, at) => (is(at) ? [at] : [])));
}

/** What holds in any case when a condition holds. */
function conjuncts(condition: Condition): Condition[] {
  return condition.op === 'all' ? [condition, ...condition.of.flatMap(conjuncts)] : [condition];
}
