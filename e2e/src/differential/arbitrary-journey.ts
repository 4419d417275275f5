import type { Condition, Journey, JourneyNode, Wire } from '@suivi/schema';
import { emptyJourney } from '@suivi/schema';
import fc from 'fast-check';
import { conditions, glucoseFilter } from './arbitrary-condition.ts';

type Config = Record<string, unknown>;

/** A node before it has an id: `back` names the ports that may lead back, since some wait lies behind them. */
interface Loose {
  type: string;
  version: number;
  config: Config;
  ports: string[];
  back: string[];
}

/** Where the ports of a node lead, as numbers to be read once all nodes are known. */
export interface LooseJourney {
  zone: string;
  steps: { node: Loose; leads: number[] }[];
  rules: { early: boolean; config: Config }[];
}

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

const localTime = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('00:00', '00:30', '01:59', '02:00', '02:30', '03:00', '09:00', '23:59') },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
  },
);
const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1, maxLength: 4 });
const QUICK = ['PT1M', 'PT2M', 'PT10M', 'PT30M'];
const LONG = ['PT1H', 'PT90M', 'P1D', 'PT25H', 'P2D', 'P3D', 'P7D'];
const deadline = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...LONG, ...QUICK).map((after) => ({ after })) },
  { weight: 1, arbitrary: fc.constantFrom('PT30M', 'P1D', 'P3D', 'P10D').map((sinceEntry) => ({ sinceEntry })) },
  { weight: 4, arbitrary: fc.record({ inDays: fc.constantFrom(0, 1, 2, 3, 7), at: localTime }) },
  { weight: 1, arbitrary: fc.record({ weekdays, at: localTime }) },
  { weight: 1, arbitrary: fc.record({ monthDay: fc.constantFrom(1, 15, 29, 30, 31), at: localTime }) },
);
const isLong = (value: unknown): boolean => {
  const { after, inDays } = value as { after?: string; inDays?: number };
  return (after !== undefined && LONG.includes(after)) || (inDays !== undefined && inDays > 0);
};

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
      .tuple(filtered, deadline, fc.constantFrom('before', 'before', 'before', 'now'))
      .map(([match, timeout, from]) =>
        loose(
          'wait-for-event',
          { ...match, from, timeout },
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
      .record(
        {
          from: localTime,
          to: localTime,
          weekdays,
          within: fc.constantFrom('PT30M', 'PT2H', 'P1D', 'P2D'),
        },
        { requiredKeys: ['from', 'to'] },
      )
      .map((window) => loose('send-window', window, window.within ? ['next', 'expired'] : ['next'])),
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
  /** Whether its id comes before those of the others: the ids decide which rule wins. */
  early: fc.boolean(),
  config: fc.oneof(
    filtered.map((match) => ({ on: 'event', ...match, outcome: 'ruled' })),
    ruleCondition.map((condition) => ({ on: 'condition', if: condition, outcome: 'ruled' })),
  ),
});

export const looseJourneys: fc.Arbitrary<LooseJourney> = fc.record({
  zone: fc.constantFrom(...ZONES),
  steps: fc
    .array(node, { minLength: 1, maxLength: 9, size: 'max' })
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

/** Draws it: numbers become wires, forward unless the port may lead back; what nobody can reach is left out. */
export function drawn({ zone, steps: list, rules }: LooseJourney): Journey {
  const nodes: Record<string, JourneyNode> = {
    start: { type: 'trigger-event', version: 1, config: { event: 'dispense.recorded', reentry: 'per-event' } },
    // Somewhere every variable is set, so that conditions may look at all of them.
    tail: {
      type: 'set-variable',
      version: 1,
      config: {
        set: [
          { variable: 'count', add: 1 },
          { variable: 'mark', to: 'ab' },
        ],
      },
    },
    done: { type: 'exit', version: 1, config: { outcome: 'done' } },
    out: { type: 'exit', version: 1, config: { outcome: 'out' } },
  };
  const wires: Wire[] = [
    { from: 'start', port: 'next', to: 'n0' },
    { from: 'tail', port: 'next', to: 'done' },
  ];
  list.forEach(({ node: { type, version, config, ports, back }, leads }, at) => {
    nodes[`n${at}`] = { type, version, config };
    ports.forEach((port, k) => {
      const lead = leads[k] ?? 0;
      wires.push({ from: `n${at}`, port, to: target(at, lead, back.includes(port), list.length) });
    });
  });
  rules.forEach(({ early, config }, k) => {
    nodes[`${early ? 'a' : 'z'}${k}`] = { type: 'exit-rule', version: 1, config };
  });
  return reachablePart({ ...emptyJourney({ en: 'Lived' }), zone, nodes, wires: byId(wires) });
}

function target(at: number, lead: number, mayLeadBack: boolean, count: number): string {
  if (lead >= 75 && mayLeadBack) return `n${lead % (at + 1)}`;
  if (lead >= 70) return lead % 2 === 0 ? 'out' : 'tail';
  const next = at + 1 + (lead % 3);
  return next < count ? `n${next}` : 'tail';
}

const byId = (wires: readonly Wire[]): Record<string, Wire> =>
  Object.fromEntries(wires.map((wire, k) => [`w${k}`, wire]));

function reachablePart(journey: Journey): Journey {
  const wires = Object.values(journey.wires);
  const reached = new Set(['start']);
  for (const id of reached) for (const { from, to } of wires) if (from === id) reached.add(to);
  const kept = Object.entries(journey.nodes).filter(([id, { type }]) => reached.has(id) || type === 'exit-rule');
  return {
    ...journey,
    nodes: Object.fromEntries(kept),
    wires: byId(wires.filter(({ from }) => reached.has(from))),
    layout: Object.fromEntries(kept.map(([id], k) => [id, { x: 0, y: 100 * k }])),
  };
}
