/** Nodes that the generator of the differential test does not draw: those of people, of other journeys, of tags. */
import fc from 'fast-check';
import { conditions } from '../differential/arbitrary-condition.ts';
import { deadline, isLong } from '../differential/arbitrary-deadline.ts';
import type { Loose } from '../differential/loose-journey.ts';

type Config = Record<string, unknown>;

const label = (id: string) => ({ id, label: { en: id.toUpperCase() } });
const loose = (type: string, config: Config, ports: string[], back: string[] = []): Loose => ({
  type,
  version: 1,
  config,
  ports,
  back,
});

const outcomes = fc.constantFrom<string[]>(['well'], ['well', 'ill']);
const task: fc.Arbitrary<Loose> = fc
  .record({
    outcomes,
    waits: fc.constantFrom(true, true, true, false),
    escalated: fc.boolean(),
    timeout: fc.oneof(deadline, fc.constant({ after: 'P2D' })),
  })
  .map(({ outcomes, waits, escalated, timeout }) => {
    const config = { group: 'nurses', title: { en: 'Call' }, outcomes: outcomes.map(label) };
    if (!waits) return loose('task', { ...config, goesOn: 'at-once' }, ['next']);
    // What is handed on counts the rest of a length of time.
    const end = escalated ? { after: 'P2D' } : timeout;
    const handedOn = escalated ? { escalation: { after: 'PT2H', group: 'leads' } } : {};
    const ports = [...outcomes, 'unanswered', 'failed'];
    return loose('task', { ...config, goesOn: 'wait', timeout: end, ...handedOn }, ports, outcomes);
  });

const call: fc.Arbitrary<Loose> = fc
  .record({ outcomes, timeout: fc.option(deadline, { freq: 5, nil: undefined }) })
  .map(({ outcomes, timeout }) => {
    const config = { journey: 'other', results: outcomes.map(label), ...(timeout ? { timeout } : {}) };
    return loose('sub-journey', config, [...outcomes, 'next', ...(timeout ? ['timeout'] : [])], outcomes);
  });

const tag: fc.Arbitrary<Loose> = fc
  .constantFrom('add', 'remove')
  .map((does) => loose('tag', { tag: 'vip', do: does }, ['next']));

const message: fc.Arbitrary<Loose> = fc.constantFrom('continue', 'port').map((onBlocked) => {
  const ports = onBlocked === 'port' ? ['next', 'blocked'] : ['next'];
  return loose('message', { text: '您好', class: 'clinical', onBlocked }, ports);
});

const pause: fc.Arbitrary<Loose> = deadline.map((until) => ({
  ...loose('wait-duration', { until }, ['next'], isLong(until) ? ['next'] : []),
  version: 2,
}));

const reply: fc.Arbitrary<Loose> = deadline.map((timeout) =>
  loose('wait-for-event', { event: 'message.received', timeout }, ['event', 'timeout'], ['event']),
);

const choose: fc.Arbitrary<Loose> = conditions('patient', 'last', 'entry').map((condition) =>
  loose('branch', { cases: [{ id: 'c0', label: { en: 'Case' }, if: condition }] }, ['c0', 'else', 'unknown']),
);

/** A step that stands between those of the differential test. */
export const peopleStep: fc.Arbitrary<Loose> = fc.oneof(
  { weight: 4, arbitrary: task },
  { weight: 2, arbitrary: call },
  { weight: 1, arbitrary: tag },
);

/** A step of a track: nothing that two tracks could write unlike values with. */
export const trackStep: fc.Arbitrary<Loose> = fc.oneof(
  { weight: 3, arbitrary: message },
  { weight: 4, arbitrary: pause },
  { weight: 3, arbitrary: reply },
  { weight: 3, arbitrary: task },
  { weight: 1, arbitrary: call },
  { weight: 2, arbitrary: choose },
);

/** What makes a goal or a guard act. */
export const cause: fc.Arbitrary<Config> = fc.oneof(
  fc.constantFrom('visit.completed', 'glucose.measured', 'therapy.stopped').map((event) => ({ on: 'event', event })),
  conditions('patient').map((condition) => ({ on: 'condition', if: condition })),
);

/** Types of nodes that say what a clinical hold does to them. */
const HELD = [
  'message',
  'send-window',
  'sub-journey',
  'task',
  'wait-duration',
  'wait-for-event',
  'wait-until-date',
  'wait-until-true',
];
export const HOLDS = ['freeze', 'freeze', 'extend', 'skip', 'ignore'] as const;

export const withHold = (type: string, config: Config, hold: string | undefined): Config =>
  hold !== undefined && HELD.includes(type) ? { ...config, hold } : config;
