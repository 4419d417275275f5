import { type ActOp, type Exit, parseDuration, TASK_CLOSED } from '@suivi/schema';
import { z } from 'zod';
import { lengthIn, lowerDeadline, testOnly } from '../deadline.ts';
import { defineNode, type LoweringSelf, type NodeFinding } from '../define-node.ts';
import { choice, optionalDeadline, optionalDuration, staffGroup, staffText } from '../form-field.ts';
import { escalationField, idFindings, idsOf, labelOf, outcomesField } from '../form-lists.ts';
import { HOLD_WORDS, holdField, lowerHold } from '../hold.ts';

/** Ports of the node's own, which no outcome may be called. */
const OWN = ['next', 'unanswered', 'failed'];
const WAITS = { field: 'goesOn', is: 'wait' };

const config = z.object({
  group: staffGroup(),
  title: staffText(80),
  instructions: staffText(2_000, true).optional(),
  outcomes: outcomesField(),
  goesOn: choice(['wait', 'at-once']).default('wait'),
  dueAfter: optionalDuration(),
  escalation: escalationField(WAITS),
  timeout: optionalDeadline(WAITS),
  hold: holdField(),
});
type Task = z.output<typeof config>;

/**
 * A to-do for a staff group. The run waits for its outcome, which is the port, or goes on at once. A to-do that cannot be
 * made (the group is gone) takes `failed`: while somebody waits for an answer it falls back on `unanswered`, since nobody
 * will give one; without a time-out it must be connected, and where the run goes on at once it falls back on `next`.
 */
export const task = defineNode({
  type: 'task',
  version: 1,
  category: 'task',
  shape: 'card',
  icon: 'user-check',
  pinyin: 'daiban renwu rengong db rw',
  words: {
    zh: {
      ...HOLD_WORDS.zh,
      title: '待办',
      help: '给员工小组建一条待办。等处理结果时，每个结果是一个出口；也可以建好就继续。建不成（如小组已撤）走「未建成」。',
      'field.group': '处理小组',
      'field.title': '待办标题',
      'field.instructions': '怎么做',
      'field.outcomes': '处理结果',
      'field.goesOn': '建好之后',
      'field.dueAfter': '多久算超期',
      'field.escalation': '升级',
      'field.timeout': '最多等到',
      'choice.wait': '等处理结果',
      'choice.at-once': '马上继续',
      'port.next': '继续',
      'port.unanswered': '无人处理',
      'port.failed': '未建成',
      summary: '{group} · {title}',
    },
    en: {
      ...HOLD_WORDS.en,
      title: 'To-do',
      help: 'Makes a to-do for a staff group. While it waits, each outcome is a port; or it goes on at once. One that cannot be made (the group is gone) takes “Not made”.',
      'field.group': 'Staff group',
      'field.title': 'Title of the to-do',
      'field.instructions': 'What to do',
      'field.outcomes': 'Outcomes',
      'field.goesOn': 'Then',
      'field.dueAfter': 'Overdue after',
      'field.escalation': 'Escalation',
      'field.timeout': 'At most until',
      'choice.wait': 'Wait for outcome',
      'choice.at-once': 'Go on at once',
      'port.next': 'Goes on',
      'port.unanswered': 'Unanswered',
      'port.failed': 'Not made',
      summary: '{group} · {title}',
    },
  },
  config,
  initial: {
    goesOn: 'wait',
    outcomes: [{ id: 'done', label: { zh: '已处理', en: 'Done' } }],
    timeout: { after: 'P1D' },
  },
  ports: (c) => {
    if (c.goesOn === 'at-once') return [{ id: 'next' }, { id: 'failed', fallback: 'next' }];
    const outcomes = idsOf(c.outcomes).filter((id) => !OWN.includes(id));
    return [
      ...outcomes.map((id) => ({ id })),
      ...(c.timeout ? [{ id: 'unanswered' }] : []),
      { id: 'failed', ...(c.timeout ? { fallback: 'unanswered' } : {}) },
    ];
  },
  portLabel: (c, id, locale) => (OWN.includes(id) ? undefined : labelOf(c.outcomes, id, locale)),
  summary: (c, t, locale) => t('summary', { group: c.group, title: c.title[locale] || c.title.zh || c.title.en || '' }),
  lower: (c, self) => {
    if (c.goesOn === 'at-once') return create(c, self, { failed: self.port('failed') }, self.port('next'));
    // An outcome that is none of ours can only come from another version of the drawing: it counts as no answer.
    const outcomes = Object.fromEntries([...idsOf(c.outcomes), 'failed'].map((id) => [id, self.port(id)]));
    const act = create(c, self, outcomes, self.port('failed'));
    const unanswered = c.timeout && { deadline: lowerDeadline(c.timeout), ...self.port('unanswered') };
    if (!c.escalation) return { ...act, pending: pending(unanswered) };
    const handedOn = { deadline: lowerDeadline({ after: c.escalation.after }), port: 'escalated', to: self.step(1) };
    return [
      { ...act, pending: pending(handedOn) },
      {
        ...act,
        kind: 'escalateTask',
        with: { group: c.escalation.group },
        pending: pending(unanswered && { ...unanswered, deadline: rest(c, unanswered.deadline) }),
      },
    ];
  },
  needs: (c) => ({ staffGroups: [c.group, ...(c.goesOn === 'wait' && c.escalation ? [c.escalation.group] : [])] }),
  check: (c) => [...idFindings('outcomes', c.outcomes, OWN), ...escalationFindings(c), ...durationFindings(c)],
  simulate: (c) => ({ outcome: c.goesOn === 'wait' ? 'pending' : 'created' }),
});

function create(c: Task, self: LoweringSelf, outcomes: Record<string, Exit>, next: Exit): ActOp {
  return {
    op: 'act',
    node: self.id,
    kind: 'createTask',
    with: {
      // What staff read is not part of the plan: it stands in the version's document, and a better title is no other plan.
      group: c.group,
      answers: idsOf(c.outcomes),
      ...(c.dueAfter ? { dueAfter: parseDuration(c.dueAfter) ?? 0 } : {}),
      waits: c.goesOn === 'wait',
    },
    outcomes,
    next,
    ...lowerHold(c.hold),
  };
}

type Pending = NonNullable<ActOp['pending']>;

const pending = (until: Pending['until']): Pending => ({ event: TASK_CLOSED, ...(until ? { until } : {}) });

/** What is left of a length of time once the to-do has been handed on; an instant stays where it is. */
function rest(c: Task, deadline: NonNullable<Pending['until']>['deadline']) {
  return 'after' in deadline && c.escalation
    ? { after: Math.max(0, deadline.after - (parseDuration(c.escalation.after) ?? 0)) }
    : deadline;
}

function escalationFindings({ escalation, timeout }: Task): NodeFinding[] {
  if (!escalation || !timeout) return [];
  // Days would be counted from the hand-over instead of from the beginning.
  if (!('after' in timeout || 'sinceEntry' in timeout))
    return [{ code: 'ESCALATION_NEEDS_LENGTH', severity: 'error', params: {}, field: 'timeout' }];
  if (!('after' in timeout)) return [];
  const late = (parseDuration(escalation.after) ?? 0) >= (parseDuration(timeout.after) ?? 0);
  return late ? [{ code: 'ESCALATION_TOO_LATE', severity: 'error', params: {}, field: 'escalation' }] : [];
}

const durationFindings = (c: Task): NodeFinding[] => [
  ...testOnly('dueAfter', c.dueAfter),
  ...testOnly('escalation', c.escalation?.after),
  ...testOnly('timeout', lengthIn(c.timeout)),
];
