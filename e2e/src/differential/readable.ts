import { MINUTE } from '@suivi/schema';
import type { BothRuns } from './both-runs.ts';
import type { LivedCase, Row } from './lived-case.ts';

/** Minutes since entry: what a person compares. */
const minuteOf = ({ start }: LivedCase, at: number): number => (at - start) / MINUTE;

/** One row of a trace on a line: node, visit, kind, minute, port, by, until. */
export function rowLine(lived: LivedCase, { node, visit, kind, at, port, by, until }: Row): string {
  const end = until === undefined ? '' : ` until ${minuteOf(lived, until)}`;
  return `${minuteOf(lived, at)} ${node}#${visit} ${kind}${end}${by ? ` by ${by}` : ''}${port ? ` → ${port}` : ''}`;
}

/** The number of the first row in which two traces differ; undefined where they agree. */
export function firstDifference({ engine, naive }: BothRuns): number | undefined {
  const length = Math.max(engine.length, naive.length);
  for (let k = 0; k < length; k += 1) if (!areSame(engine[k], naive[k])) return k;
  return undefined;
}

const WHAT = ['node', 'visit', 'kind', 'at', 'port', 'by', 'until'] as const;
const areSame = (a: Row | undefined, b: Row | undefined): boolean => WHAT.every((what) => a?.[what] === b?.[what]);

/** Two traces that differ: what they share, then each on its own. */
export function differenceText({ lived, engine, naive }: BothRuns, from: number): string {
  const lines = (rows: readonly Row[]) => rows.map((row) => `  ${rowLine(lived, row)}`);
  return [
    'both',
    ...lines(engine.slice(0, from)),
    'engine',
    ...lines(engine.slice(from)),
    'naive',
    ...lines(naive.slice(from)),
  ].join('\n');
}

/** A case as somebody would tell it: the nodes with their wires, then what happens, in minutes since entry. */
export function caseText(lived: LivedCase): string {
  const { journey, zone, start, entry, events, record, outcomes } = lived;
  const nodes = Object.entries(journey.nodes).map(([id, { type, config }]) => {
    const wires = Object.values(journey.wires).flatMap(({ from, port, to }) =>
      from === id ? [`${port} → ${to}`] : [],
    );
    return `  ${id}: ${type} ${JSON.stringify(config)}${wires.length > 0 ? `  [${wires.join(', ')}]` : ''}`;
  });
  return [
    `zone: ${journey.zone}${zone ? `, the patient's: ${zone}` : ''}`,
    `entry: ${new Date(start).toISOString()} ${JSON.stringify(entry)}`,
    'journey:',
    ...nodes,
    'record:',
    ...record.map(({ key, at, value }) => `  ${minuteOf(lived, at)} ${key} = ${JSON.stringify(value)}`),
    'events:',
    ...events.map(({ id, type, at, data }) => `  ${minuteOf(lived, at)} ${type} ${id} ${JSON.stringify(data)}`),
    `outcomes: ${outcomes.join(', ')}`,
  ].join('\n');
}
