/** One mistake each with people, dates and rules, and what the compiler finds. For tests. */
import type { Diagnostic, Journey } from '@suivi/schema';
import type { Catalog } from './check-zone.ts';
import { type Arrow, draw, EXIT, TRIGGER } from './journey-fixture.ts';

export type Finding = Pick<Diagnostic, 'code'> & Partial<Diagnostic>;
export type Case = [rule: string, finding: Finding, journey: Journey, catalog?: Catalog];

type Config = Record<string, unknown>;
type Node = readonly [type: string, config?: Config];

const age = { op: 'compare', from: 'patient', field: 'age', is: '≥', value: 75 };
const missed = { op: 'compare', from: 'variable', field: 'missed', is: '≥', value: 2 };
const glucose = (value: Config) => ({ op: 'compare', from: 'event', field: 'value', is: '<', value: 70, ...value });

/** A node between a trigger and an exit; its ports all lead to the exit. */
export function between(node: Node, ports: readonly string[], before: Record<string, Node> = {}): Journey {
  const steps = Object.keys(before);
  const arrows: Arrow[] = ['start', ...steps].map((from, at): Arrow => [from, 'next', steps[at] ?? 'n']);
  return draw({ start: TRIGGER, ...before, n: node, done: EXIT }, [
    ...arrows,
    ...ports.map((port): Arrow => ['n', port, 'done']),
  ]);
}

/** A rule beside the shortest journey, with its track. */
export function beside(nodes: Record<string, Node>, arrows: readonly Arrow[] = []): Journey {
  return draw({ start: TRIGGER, done: EXIT, ...nodes }, [['start', 'next', 'done'], ...arrows]);
}

/** Counts up and goes back so many times, without a wait. */
export const roundAndRound = (times: number): Journey =>
  draw(
    {
      start: TRIGGER,
      count: ['set-variable', { set: [{ variable: 'n', add: 1 }] }],
      n: ['repeat', { times }],
      done: EXIT,
    },
    [
      ['start', 'next', 'count'],
      ['count', 'next', 'n'],
      ['n', 'again', 'count'],
      ['n', 'done', 'done'],
    ],
  );

const task = (config: Config): Node => [
  'task',
  { group: 'nurse', title: { zh: '看血糖' }, timeout: { after: 'PT24H' }, ...config },
];
const TASK_PORTS = ['done', 'unanswered', 'failed'];
const cases = (condition: unknown) => [{ id: 'yes', label: { zh: '是' }, if: condition }];
const branch = (condition: unknown): Node => ['branch', { cases: cases(condition) }];
const BRANCH_PORTS = ['yes', 'else'];

export const VOCABULARY_CASES: Case[] = [
  [
    'a zone that no clock has is found before anybody is late',
    { code: 'ZONE_UNKNOWN', params: { zone: 'Asia/Nanjing' } },
    { ...between(['message', { text: '您好' }], ['next']), zone: 'Asia/Nanjing' },
  ],
  [
    'a to-do that nobody gets is refused',
    { code: 'STAFF_GROUP_EMPTY', node: 'n', field: 'group' },
    between(task({ group: ' ' }), TASK_PORTS),
  ],
  [
    'a to-do handed on to nobody is refused',
    { code: 'STAFF_GROUP_EMPTY', node: 'n', field: 'escalation', params: { label: { zh: '升级', en: 'Escalation' } } },
    between(task({ escalation: { after: 'PT30M', group: '' } }), TASK_PORTS),
  ],
  [
    'a to-do is handed on before the time is up, not after',
    { code: 'ESCALATION_TOO_LATE', node: 'n', field: 'escalation' },
    between(task({ escalation: { after: 'PT24H', group: 'lead' } }), TASK_PORTS),
  ],
  [
    'a to-do that is handed on cannot count days from then',
    { code: 'ESCALATION_NEEDS_LENGTH', node: 'n', field: 'timeout' },
    between(task({ escalation: { after: 'PT1H', group: 'lead' }, timeout: { inDays: 1, at: '09:00' } }), TASK_PORTS),
  ],
  [
    'two outcomes of one id would share a port',
    {
      code: 'LIST_ID_TWICE',
      node: 'n',
      field: 'outcomes',
      params: { id: 'a', label: { zh: '处理结果', en: 'Outcomes' } },
    },
    between(task({ outcomes: ['a', 'a'].map((id) => ({ id, label: { zh: id } })) }), ['a', 'unanswered', 'failed']),
  ],
  [
    'a to-do that waits without a time-out may wait for ever',
    { code: 'WAIT_WITHOUT_END', severity: 'warning', node: 'n', field: 'timeout' },
    between(task({ timeout: undefined }), ['done', 'failed']),
  ],
  [
    'a to-do handed on once and never again may wait for ever',
    { code: 'WAIT_WITHOUT_END', severity: 'warning', node: 'n', field: 'timeout' },
    between(task({ timeout: undefined, escalation: { after: 'PT1H', group: 'lead' } }), ['done', 'failed']),
  ],
  [
    'a wait for a condition without a time-out may wait for ever',
    { code: 'WAIT_WITHOUT_END', severity: 'warning', node: 'n', field: 'timeout' },
    between(['wait-until-true', { if: age, timeout: undefined }], ['true']),
  ],
  [
    'a short time inside a to-do is for test patients only',
    { code: 'DURATION_TEST_ONLY', severity: 'warning', node: 'n', field: 'escalation' },
    between(task({ escalation: { after: 'PT20S', group: 'lead' } }), TASK_PORTS),
  ],
  [
    'a time that no clock shows is refused',
    { code: 'LOCAL_TIME_MALFORMED', node: 'n', field: 'until' },
    between(['wait-duration', { until: { inDays: 1, at: '24:00' } }], ['next']),
  ],
  [
    'a date has a time of day that a clock shows',
    { code: 'LOCAL_TIME_MALFORMED', node: 'n', field: 'at', params: { label: { zh: '当地时间', en: 'Local time' } } },
    between(['wait-until-date', { field: 'nextExam', at: '9:00' }], ['due', 'missing']),
  ],
  [
    'a case without a condition is told by its number',
    {
      code: 'LIST_ITEM_INCOMPLETE',
      node: 'n',
      field: 'cases',
      params: { number: 2, label: { zh: '分支', en: 'Cases' } },
    },
    between(['branch', { cases: [...cases(age), { id: 'no', label: { zh: '否' } }] }], ['yes', 'no', 'else']),
  ],
  [
    'an arm that nobody takes is refused',
    { code: 'SPLIT_WEIGHTS', node: 'n', field: 'arms', params: { number: 2 } },
    between(
      ['split', { arms: [50, 0].map((weight, at) => ({ id: `a${at}`, label: { zh: `${at}` }, weight })) }],
      ['a0', 'a1'],
    ),
  ],
  [
    'a branch cannot look at an event that is not there any more',
    { code: 'CONDITION_SOURCE', node: 'n', field: 'cases' },
    between(branch(glucose({ unit: 'mg/dL' })), BRANCH_PORTS),
  ],
  [
    'a filter looks at its event and nothing else',
    { code: 'CONDITION_SOURCE', node: 'n', field: 'where' },
    between(['wait-for-event', { event: 'order.paid', where: age }], ['event', 'timeout']),
  ],
  [
    'a rule waits for nothing, so no last event is its own',
    { code: 'CONDITION_SOURCE', node: 'rule', field: 'where' },
    beside({
      rule: ['exit-rule', { on: 'condition', if: { op: 'all', of: [age, { ...age, from: 'last' }] }, outcome: '高龄' }],
    }),
  ],
  [
    'a variable that nothing sets is a typing error',
    { code: 'VARIABLE_NEVER_SET', node: 'n', field: 'cases', params: { variable: 'missed' } },
    between(branch(missed), BRANCH_PORTS, { count: ['set-variable', { set: [{ variable: 'misses', add: 1 }] }] }),
  ],
  [
    'a wait for what cannot change is refused',
    { code: 'CONDITION_NEVER_CHANGES', node: 'n', field: 'if' },
    between(['wait-until-true', { if: missed }], ['true', 'timeout'], {
      count: ['set-variable', { set: [{ variable: 'missed', add: 1 }] }],
    }),
  ],
  [
    'a glucose value without a unit may be read eighteen times too high',
    {
      code: 'UNIT_MISSING',
      node: 'n',
      field: 'where',
      params: { field: { zh: '数值', en: 'Value' }, units: 'mmol/L / mg/dL' },
    },
    between(['wait-for-event', { event: 'glucose.measured', where: glucose({}) }], ['event', 'timeout']),
  ],
  [
    'values of unlike units cannot be compared',
    { code: 'UNIT_UNLIKE', node: 'n', field: 'where', params: { unit: 'mmHg', units: 'mmol/L / mg/dL' } },
    between(['wait-for-event', { event: 'glucose.measured', where: glucose({ unit: 'mmHg' }) }], ['event', 'timeout']),
  ],
  [
    'an exit rule that nothing fires protects nobody',
    { code: 'RULE_WITHOUT_CAUSE', node: 'rule', field: 'event', params: { label: { zh: '事件', en: 'Event' } } },
    beside({ rule: ['exit-rule', { outcome: '停药' }] }),
  ],
  [
    'a guard that nothing fires protects nobody',
    { code: 'RULE_WITHOUT_CAUSE', node: 'rule', field: 'if' },
    beside({ rule: ['guard', { on: 'condition' }], end: ['guard-end', { outcome: '好' }] }, [['rule', 'then', 'end']]),
  ],
  [
    'the track of a guard ends somewhere',
    { code: 'GUARD_ENDLESS', node: 'rule' },
    beside({ rule: ['guard', { event: 'order.paid' }], wait: ['wait-duration'] }, [
      ['rule', 'then', 'wait'],
      ['wait', 'next', 'wait'],
    ]),
  ],
  [
    'a guard’s end has nothing to go back to in the journey itself',
    { code: 'GUARD_END_OUTSIDE', node: 'end' },
    draw({ start: TRIGGER, n: branch(age), end: ['guard-end', { outcome: '好' }], done: EXIT }, [
      ['start', 'next', 'n'],
      ['n', 'yes', 'end'],
      ['n', 'else', 'done'],
    ]),
  ],
  [
    'many rounds without a wait would be held as a loop',
    { code: 'REPEAT_WITHOUT_WAIT', node: 'n', params: { steps: 202, limit: 200 } },
    roundAndRound(100),
  ],
  [
    'no wire leads into a guard',
    { code: 'WIRE_INTO_TRIGGER', node: 'rule' },
    draw({ start: TRIGGER, rule: ['guard', { event: 'order.paid' }], done: EXIT }, [
      ['start', 'next', 'rule'],
      ['rule', 'then', 'done'],
    ]),
  ],
  [
    'a journey whose only end is that of a guard never ends',
    { code: 'EXIT_MISSING' },
    draw(
      {
        start: TRIGGER,
        wait: ['wait-duration'],
        rule: ['guard', { event: 'order.paid' }],
        end: ['guard-end', { outcome: '好' }],
      },
      [
        ['start', 'next', 'wait'],
        ['wait', 'next', 'wait'],
        ['rule', 'then', 'end'],
      ],
    ),
  ],
];
