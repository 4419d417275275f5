import type { Journey } from '@suivi/schema';
import { type Arrow, draw } from './journey-fixture.ts';

type Config = Record<string, unknown>;
type Node = readonly [type: string, config?: Config];

const age = { op: 'compare', from: 'patient', field: 'age', is: '≥', value: 75 };
const missed = { op: 'compare', from: 'variable', field: 'missed', is: '≥', value: 2 };
const low = { op: 'compare', from: 'last', field: 'value', is: '<', value: 70, unit: 'mg/dL' };

/** What a day of the camp is made of, and everything else that can be drawn with one trigger. */
const NODES: Record<string, Node> = {
  day: ['wait-for-event', { event: 'glucose.measured', timeout: { inDays: 0, at: '22:00' } }],
  seen: ['set-variable', { set: [{ variable: 'missed', to: 0 }] }],
  gap: ['set-variable', { set: [{ variable: 'missed', add: 1 }] }],
  value: ['branch', { cases: [{ id: 'low', label: { zh: '偏低' }, if: low }] }],
  nurse: [
    'task',
    {
      group: 'nurse',
      title: { zh: '看血糖', en: 'Look at glucose' },
      outcomes: [
        { id: 'eased', label: { zh: '已缓解' } },
        { id: 'doctor', label: { zh: '需医生' } },
      ],
      dueAfter: 'PT1H',
      escalation: { after: 'PT30M', group: 'lead' },
      timeout: { after: 'PT24H' },
    },
  ],
  nudge: ['message', { text: '今天还没有测血糖，记得测一次。', class: 'clinical', group: 'coach' }],
  silent: ['branch', { cases: [{ id: 'two', label: { zh: '连续两天' }, if: missed }] }],
  coach: ['task', { group: 'coach', title: { zh: '联系患者' }, goesOn: 'at-once' }],
  morning: ['wait-duration', { until: { inDays: 1, at: '00:00' } }],
  again: ['repeat', { times: 27 }],
  arm: ['split', {}],
  mark: ['set-field', { field: 'camp', to: '完成' }],
  exam: ['wait-until-date', { field: 'nextExam' }],
  agreed: ['wait-until-true', { if: age }],
  done: ['exit', { outcome: '完成', kind: 'goal' }],
  leave: ['exit-rule', { event: 'therapy.stopped', outcome: '停药', kind: 'drop' }],
  watch: ['guard', { on: 'condition', if: { op: 'known', from: 'patient', field: 'pregnantSince' } }],
  report: ['task', { group: 'lead', title: { zh: '孕期评估' }, goesOn: 'at-once' }],
  reported: ['guard-end', { outcome: '已报告' }],
  refilled: ['goal', { name: '已续方', event: 'dispense.recorded' }],
  mornings: ['send-window', { weekdays: [1, 2, 3, 4, 5], calendar: 'cn-workdays', within: 'P3D' }],
  both: ['fork', {}],
  vip: ['tag', { tag: '重点' }],
  aside: ['sub-journey', { journey: 'J6', results: [{ id: 'solved', label: { zh: '已处理' } }] }],
  together: ['join', {}],
  next: ['hand-over', { journey: 'J2', outcome: '转入首购' }],
};

const WIRES: readonly Arrow[] = [
  ['day', 'event', 'seen'],
  ['day', 'timeout', 'gap'],
  ['seen', 'next', 'value'],
  ['value', 'low', 'nurse'],
  ['value', 'else', 'morning'],
  ['nurse', 'eased', 'morning'],
  ['nurse', 'doctor', 'done'],
  ['nurse', 'unanswered', 'morning'],
  ['gap', 'next', 'nudge'],
  ['nudge', 'next', 'silent'],
  ['silent', 'two', 'coach'],
  ['silent', 'else', 'morning'],
  ['coach', 'next', 'morning'],
  ['morning', 'next', 'again'],
  ['again', 'again', 'day'],
  ['again', 'done', 'arm'],
  ['arm', 'a', 'mark'],
  ['arm', 'b', 'exam'],
  ['mark', 'next', 'exam'],
  ['exam', 'due', 'agreed'],
  ['exam', 'missing', 'done'],
  ['agreed', 'true', 'done'],
  ['agreed', 'timeout', 'done'],
  ['watch', 'then', 'report'],
  ['report', 'next', 'reported'],
  ['refilled', 'reached', 'mornings'],
  ['mornings', 'next', 'both'],
  ['mornings', 'expired', 'done'],
  ['both', 'a', 'vip'],
  ['both', 'b', 'aside'],
  ['vip', 'next', 'together'],
  ['aside', 'solved', 'together'],
  ['aside', 'next', 'together'],
  ['aside', 'timeout', 'done'],
  ['together', 'next', 'next'],
];

/** A journey with every built-in node type of the engine’s own, entered by one of its triggers. For tests. */
export const everyNode = (trigger: Node): Journey =>
  draw({ start: trigger, ...NODES }, [['start', 'next', 'day'], ...WIRES]);

export const TRIGGERS: Record<string, Node> = {
  'trigger-event': ['trigger-event', { event: 'contact.added' }],
  'trigger-manual': ['trigger-manual', {}],
  'trigger-date': ['trigger-date', { field: 'campStart', at: '00:00' }],
};
