/** One mistake each that only a walk through the whole journey finds. For tests. */
import { defineNode, registerPack } from '@suivi/nodes';
import type { CalendarYear, Journey, JourneyPromise } from '@suivi/schema';
import { z } from 'zod';
import type { Catalog } from './check-zone.ts';
import { type Arrow, draw, EXIT, refill, TRIGGER } from './journey-fixture.ts';
import { beside, between, type Case } from './vocabulary-cases.ts';

type Config = Record<string, unknown>;
type Node = readonly [type: string, config?: Config];

const words = { title: '群发', help: '群发', 'port.next': '继续', summary: '群发' };
const config = z.object({
  content: z.string().optional(),
  class: z.string().optional(),
  validFor: z.string().optional(),
});

/** A node of a pack that speaks to patients in its own way. */
registerPack({
  name: 'loud',
  nodes: [
    defineNode({
      type: 'loud/shout',
      version: 1,
      category: 'message',
      shape: 'card',
      icon: 'speakerphone',
      pinyin: 'qunfa',
      words: { zh: words, en: words },
      config,
      initial: {},
      ports: () => [{ id: 'next' }],
      summary: (_c, t) => t('summary'),
      lower: (c, self) => ({
        op: 'act',
        node: self.id,
        kind: 'sendMessage',
        with: c,
        outcomes: {},
        next: self.port('next'),
      }),
    }),
  ],
});

const shout = (lacks: string): Journey => {
  const given: Config = { content: 'sha256:0', class: 'service', validFor: 'P1D' };
  delete given[lacks];
  return between(['loud/shout', given], ['next']);
};

/** Two tracks between a fork and a join, each a row of nodes. */
export function inParallel(tracks: Record<'a' | 'b', Record<string, Node>>, more: Record<string, Node> = {}): Journey {
  const arrows: Arrow[] = [['start', 'next', 'fork']];
  for (const port of ['a', 'b'] as const) {
    let from: [string, string] = ['fork', port];
    for (const id of Object.keys(tracks[port])) {
      arrows.push([from[0], from[1], id]);
      from = [id, 'next'];
    }
    arrows.push([from[0], from[1], 'meet']);
  }
  arrows.push(['meet', 'next', 'done']);
  const nodes = {
    start: TRIGGER,
    fork: ['fork'] as Node,
    ...tracks.a,
    ...tracks.b,
    meet: ['join'] as Node,
    done: EXIT,
  };
  return draw({ ...nodes, ...more }, arrows);
}

const set = (variable: string, to: unknown): Node => ['set-variable', { set: [{ variable, to }] }];
const pause: Node = ['wait-duration', { until: { after: 'P1D' } }];
const looks = (from: string, field: string): Node => [
  'branch',
  { cases: [{ id: 'yes', label: { zh: '是' }, if: { op: 'compare', from, field, is: '=', value: true } }] },
];

const eitherKnown = {
  op: 'any',
  of: [
    { op: 'known', from: 'patient', field: 'x' },
    { op: 'known', from: 'last', field: 'x' },
  ],
};

const promotion: Node = ['message', { text: '新品上市', class: 'promotion' }];
const onPrescription = (value: boolean) => ({ op: 'compare', from: 'patient', field: '处方药在用', is: '=', value });
const drug = (value: boolean): Node => [
  'branch',
  { cases: [{ id: 'yes', label: { zh: '是' }, if: onPrescription(value) }] },
];

/** A branch before a promotion: who takes its case comes to it, everybody else leaves. */
const promotedTo = (branch: Node): Journey =>
  draw({ start: TRIGGER, which: branch, tell: promotion, done: EXIT }, [
    ['start', 'next', 'which'],
    ['which', 'yes', 'tell'],
    ['which', 'else', 'done'],
    ['tell', 'next', 'done'],
  ]);

const year = (value: number): CalendarYear => ({ calendar: 'cn-workdays', year: value, hash: '', off: [], on: [] });
const workDays = (inDays: number) =>
  between(['wait-duration', { until: { inDays, at: '10:00', calendar: 'cn-workdays' } }], ['next']);
const known = (now: string): Catalog => ({
  calendars: { 'cn-workdays': [year(2026), year(2027)] },
  now: Date.parse(now),
});

export const promising = (journey: Journey, ...promises: JourneyPromise[]): Journey => ({ ...journey, promises });

export const ANALYSIS_CASES: Case[] = [
  [
    'a loop that nothing ends, although the journey has an exit, is a dead end',
    { code: 'DEAD_END', node: 'back' },
    draw({ start: TRIGGER, wait: looks('entry', 'x'), on: pause, back: pause, done: EXIT }, [
      ['start', 'next', 'wait'],
      ['wait', 'yes', 'done'],
      ['wait', 'else', 'on'],
      ['on', 'next', 'back'],
      ['back', 'next', 'on'],
    ]),
  ],
  [
    'a join to which no fork leads has nothing to join',
    { code: 'JOIN_WITHOUT_FORK', node: 'n' },
    between(['join'], ['next']),
  ],
  [
    'a track that goes round for ever keeps the others waiting',
    { code: 'FORK_TRACK_ENDLESS', node: 'fork', field: 'b', params: { port: { zh: '线 B', en: 'Track B' } } },
    draw(
      {
        start: TRIGGER,
        fork: ['fork'],
        round: pause,
        meet: ['join'],
        done: EXIT,
        leave: ['exit-rule', { event: 'therapy.stopped', outcome: '停药' }],
      },
      [
        ['start', 'next', 'fork'],
        ['fork', 'a', 'meet'],
        ['fork', 'b', 'round'],
        ['round', 'next', 'round'],
        ['meet', 'next', 'done'],
      ],
    ),
  ],
  [
    'two tracks that write unlike values into one variable race for it',
    { code: 'TRACKS_RACE', node: 'one', params: { field: 'seen' } },
    inParallel({ a: { one: set('seen', 1) }, b: { two: set('seen', 2) } }),
  ],
  [
    'two tracks that write unlike values into one field of the patient race for it',
    { code: 'TRACKS_RACE', node: 'one', params: { field: 'stage' } },
    inParallel({
      a: { one: ['set-field', { field: 'stage', to: 'A' }] },
      b: { two: ['set-field', { field: 'stage', to: 'B' }] },
    }),
  ],
  [
    'a track that looks at what another one writes may see the old value',
    { code: 'TRACKS_RACE_READ', severity: 'warning', node: 'look', params: { field: 'seen' } },
    draw(
      {
        start: TRIGGER,
        fork: ['fork'],
        one: set('seen', true),
        look: looks('variable', 'seen'),
        meet: ['join'],
        done: EXIT,
      },
      [
        ['start', 'next', 'fork'],
        ['fork', 'a', 'one'],
        ['one', 'next', 'meet'],
        ['fork', 'b', 'look'],
        ['look', 'yes', 'meet'],
        ['look', 'else', 'meet'],
        ['meet', 'next', 'done'],
      ],
    ),
  ],
  ['a message of a pack needs a text to approve', { code: 'SEND_WITHOUT_TEXT', node: 'n' }, shout('content')],
  ['a message of a pack needs a class for consent', { code: 'SEND_WITHOUT_PURPOSE', node: 'n' }, shout('class')],
  ['a message of a pack needs an end of validity', { code: 'SEND_WITHOUT_EXPIRY', node: 'n' }, shout('validFor')],
  [
    'nothing is promoted to patients whom a branch has told to have a prescription drug',
    { code: 'PROMOTION_ON_PRESCRIPTION', node: 'tell', field: 'class', params: { cause: '处方药在用' } },
    promotedTo(drug(true)),
  ],
  [
    'nothing is promoted to people who enter with a prescription drug',
    { code: 'PROMOTION_ON_PRESCRIPTION', node: 'n', params: { cause: '厄洛替尼' } },
    draw(
      {
        start: [
          'trigger-event',
          { event: 'dispense.recorded', where: { op: 'compare', field: 'drug', is: '=', value: '厄洛替尼' } },
        ],
        n: promotion,
        done: EXIT,
      },
      [
        ['start', 'next', 'n'],
        ['n', 'next', 'done'],
      ],
    ),
    { prescriptionDrugs: ['厄洛替尼'] },
  ],
  [
    'a promotion that nobody was asked about first may meet a patient with a prescription drug',
    { code: 'PROMOTION_UNCHECKED', severity: 'warning', node: 'n', field: 'class' },
    between(promotion, ['next']),
  ],
  [
    'a calendar that the organization has not cannot be counted by',
    { code: 'CALENDAR_UNKNOWN', node: 'n', field: 'until', params: { calendar: 'cn-workdays' } },
    workDays(3),
    { calendars: {} },
  ],
  [
    'a year that everybody comes to and nobody knows is refused',
    { code: 'CALENDAR_YEAR_BEYOND', node: 'n', params: { calendar: 'cn-workdays', year: 2028 } },
    between(['wait-duration', { until: { inDays: 3, at: '10:00', calendar: 'cn-workdays' } }], ['next'], {
      long: ['wait-duration', { until: { after: 'P400D' } }],
    }),
    known('2026-12-20T00:00:00Z'),
  ],
  [
    'a year that some may come to is told while there is time to add it',
    { code: 'CALENDAR_YEAR_MAYBE', severity: 'warning', node: 'n', params: { year: 2028 } },
    workDays(3),
    known('2027-12-25T00:00:00Z'),
  ],
  [
    'a journey that calls itself never ends',
    { code: 'JOURNEY_CALLS_ITSELF', node: 'n', field: 'journey', params: { journeys: 'me' } },
    between(['sub-journey', { journey: 'me' }], ['next', 'timeout']),
  ],
  [
    'a journey that is called back by one that it calls never ends either',
    { code: 'JOURNEY_CALLS_ITSELF', node: 'n', params: { journeys: 'J6 → J7 → J1' } },
    between(['sub-journey', { journey: 'J6' }], ['next', 'timeout']),
    {
      journeys: new Map([
        ['J1', 'me'],
        ['J6', 'six'],
        ['J7', 'seven'],
      ]),
      calls: new Map([
        ['six', ['seven']],
        ['seven', ['other', 'me']],
      ]),
    },
  ],
  [
    'units of unlike kinds are not compared: the organization says what a field is in',
    { code: 'UNIT_UNLIKE', node: 'n', field: 'cases', params: { field: 'weight', units: 'kg', unit: 'mmHg' } },
    between(
      [
        'branch',
        {
          cases: [
            {
              id: 'yes',
              label: { zh: '是' },
              if: { op: 'compare', from: 'patient', field: 'weight', is: '>', value: 80, unit: 'mmHg' },
            },
          ],
        },
      ],
      ['yes', 'else'],
    ),
    { units: { weight: 'kg' } },
  ],
  [
    'an event about the same thing as a variable needs somebody who sets it',
    { code: 'VARIABLE_NEVER_SET', node: 'n', params: { variable: 'order' } },
    between(
      ['wait-for-event', { event: 'order.paid', same: [{ field: 'id', from: 'variable', key: 'order' }] }],
      ['event', 'timeout'],
    ),
  ],
  [
    'a goal cannot look at what is in no wait of its own',
    { code: 'CONDITION_SOURCE', node: 'rule' },
    beside(
      {
        rule: ['goal', { name: '已续方', on: 'condition', if: eitherKnown }],
        won: EXIT,
      },
      [['rule', 'reached', 'won']],
    ),
  ],
  [
    'a first reminder that may land after the window closes breaks its promise',
    { code: 'PROMISE_REFUTED', node: 'start', params: { promise: { zh: 'D6 前提醒', en: 'D6 前提醒' } } },
    promising(refill(), {
      id: 'p1',
      title: { zh: 'D6 前提醒' },
      form: 'followed',
      from: { node: 'start' },
      to: { node: 'ask' },
      within: { days: 6 },
    }),
  ],
  [
    'a promise about a node that is gone says nothing',
    { code: 'PROMISE_NODE_MISSING', params: { node: 'gone', promise: { zh: 'p1', en: 'p1' } } },
    promising(refill(), { id: 'p1', title: {}, form: 'passes', to: { node: 'ask' }, through: { node: 'gone' } }),
  ],
];
