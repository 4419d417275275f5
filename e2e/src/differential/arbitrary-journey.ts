import type { Condition } from '@suivi/schema';
import fc from 'fast-check';
import { conditions, glucoseFilter } from './arbitrary-condition.ts';
import { deadline, isLong, localTime, openDays } from './arbitrary-deadline.ts';
import type { Loose, LooseJourney } from './loose-journey.ts';

type Config = Record<string, unknown>;

/** Zones of all continents, with half and quarter hours, clock changes at midnight, of half an hour, and none. */
export const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'America/Havana',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Australia/Adelaide',
  'Pacific/Auckland',
  'Pacific/Chatham',
] as const;

export const EVENT_TYPES = ['message.received', 'glucose.measured', 'visit.completed', 'therapy.stopped'] as const;
export const DATE_FIELDS = ['nextExam', 'dueDate'] as const;

const steps = conditions('entry', 'last', 'variable', 'patient');
const loose = (type: string, config: Config, ports: string[], back: string[] = [], version = 1): Loose => ({
  type,
  version,
  config,
  ports,
  back,
});

const eventFilter = (type: string): fc.Arbitrary<Condition> =>
  type === 'glucose.measured' ? fc.oneof(glucoseFilter, conditions('event')) : conditions('event');
const filtered = fc
  .constantFrom(...EVENT_TYPES)
  .chain((event) =>
    fc
      .oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: eventFilter(event) })
      .map((where) => ({ event, ...(where ? { where } : {}) })),
  );

/** An event about the same thing as one before it, or as something that the run remembers. */
const same = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        { field: 'packs', from: 'entry', key: 'packs' },
        { field: 'kind', from: 'last', key: 'kind' },
        { field: 'kind', from: 'entry', key: 'drug' },
        { field: 'n', from: 'variable', key: 'count' },
      )
      .map((each) => ({ same: [each] })),
  },
);

const variable = fc.constantFrom('count', 'mark');
const assignment = fc.oneof(
  fc.record({ variable, add: fc.constantFrom(-1, 1, 2) }),
  fc.record({ variable, to: fc.constantFrom<string | number | boolean>('a', 'ab', 2, 40, true, false) }),
);

const node: fc.Arbitrary<Loose> = fc.oneof(
  {
    weight: 3,
    arbitrary: deadline.map((until) => loose('wait-duration', { until }, ['next'], isLong(until) ? ['next'] : [], 2)),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(filtered, deadline, fc.constantFrom('before', 'before', 'before', 'now'), same)
      .map(([match, timeout, from, about]) =>
        loose(
          'wait-for-event',
          { ...match, ...about, from, timeout },
          ['event', 'timeout'],
          isLong(timeout) ? ['event', 'timeout'] : ['event'],
        ),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        field: fc.constantFrom(...DATE_FIELDS),
        offset: fc.oneof(
          { weight: 3, arbitrary: fc.record({ days: fc.integer({ min: -3, max: 3 }) }) },
          {
            weight: 1,
            arbitrary: fc.record({ days: fc.integer({ min: -3, max: 3 }), months: fc.constantFrom(-1, 1) }),
          },
        ),
        at: localTime,
        every: fc.constantFrom('once', 'once', 'year'),
        workday: fc.constantFrom('any', 'any', 'before', 'after'),
        past: fc.boolean(),
      })
      .map(({ past, ...config }) => loose('wait-until-date', config, ['due', 'missing', ...(past ? ['past'] : [])])),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(steps, conditions('patient'), fc.option(deadline, { freq: 6 }), fc.boolean())
      .map(([any, patient, timeout, both]) =>
        loose(
          'wait-until-true',
          { if: both ? { op: 'any', of: [patient, any] } : patient, ...(timeout ? { timeout } : {}) },
          timeout ? ['true', 'timeout'] : ['true'],
        ),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.record({ from: localTime, to: localTime }),
        openDays,
        fc.option(fc.constantFrom('PT30M', 'PT2H', 'P1D', 'P2D')),
      )
      .map(([hours, onDays, within]) => ({ ...hours, ...onDays, ...(within ? { within } : {}) }))
      .map((window: { within?: string }) =>
        loose('send-window', window, window.within ? ['next', 'expired'] : ['next']),
      ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.array(steps, { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([cases, unknown]) =>
        loose('branch', { cases: cases.map((each, k) => ({ id: `c${k}`, label: { en: `Case ${k}` }, if: each })) }, [
          ...cases.map((_, k) => `c${k}`),
          'else',
          ...(unknown ? ['unknown'] : []),
        ]),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('continue', 'port')
      .map((onBlocked) =>
        loose('message', { text: '您好', onBlocked }, onBlocked === 'port' ? ['next', 'blocked'] : ['next']),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(assignment, { minLength: 1, maxLength: 3 })
      .map((set) => loose('set-variable', { set }, ['next'])),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1, 2, 3).map((times) => loose('repeat', { times }, ['again', 'done'], ['again'])),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      loose(
        'split',
        {
          arms: [
            { id: 'a', label: { en: 'A' }, weight: 1 },
            { id: 'b', label: { en: 'B' }, weight: 2 },
          ],
        },
        ['a', 'b'],
      ),
    ),
  },
  { weight: 1, arbitrary: fc.constant(loose('set-field', { field: 'seen', to: true }, ['next'])) },
);

const ruleCondition = fc
  .tuple(conditions('patient'), conditions('patient', 'entry', 'variable'), fc.constantFrom('all', 'any', 'patient'))
  .map(([patient, other, op]) => (op === 'patient' ? patient : { op, of: [patient, other] }));
const rule = fc.record({
  /** The step to which a goal leads; an exit rule leads nowhere. */
  goal: fc.constantFrom(null, null, 0, 1, 3, 99),
  /** Whether its id comes before those of the others: the ids decide which rule wins. */
  early: fc.boolean(),
  config: fc.oneof(
    filtered.map((match) => ({ on: 'event', ...match })),
    ruleCondition.map((condition) => ({ on: 'condition', if: condition })),
  ),
});

export const looseJourneys: fc.Arbitrary<LooseJourney> = fc.record({
  zone: fc.constantFrom(...ZONES),
  steps: fc
    .oneof(
      { withCrossShrink: true },
      { weight: 1, arbitrary: fc.array(node, { minLength: 1, maxLength: 12, size: 'max' }) },
      { weight: 3, arbitrary: fc.array(node, { minLength: 8, maxLength: 14, size: 'max' }) },
    )
    .chain((nodes) =>
      fc.tuple(
        ...nodes.map((each) =>
          fc
            .array(fc.nat(99), { minLength: each.ports.length, maxLength: each.ports.length })
            .map((leads) => ({ node: each, leads })),
        ),
      ),
    ),
  rules: fc.array(rule, { maxLength: 3 }),
});
