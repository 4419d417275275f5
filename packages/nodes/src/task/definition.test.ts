import { DAY, HOUR, MINUTE } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { INCOMPLETE, loweredAll, summaries } from '../node-fixture.ts';
import { task } from './definition.ts';

const outcomes = [
  { id: 'eased', label: { zh: '已缓解', en: 'Eased' } },
  { id: 'doctor', label: { zh: '需医生' } },
];
const look = { group: 'nurse', title: { zh: '看血糖', en: 'Look at glucose' }, outcomes };
const waiting = { ...look, goesOn: 'wait', timeout: { after: 'PT24H' } };
const escalating = { ...waiting, escalation: { after: 'PT30M', group: 'lead' } };

const to = (port: string) => ({ port, to: `to-${port}` });
const ways = { eased: to('eased'), doctor: to('doctor'), failed: to('failed') };

test('the summary says who and what', () => {
  expect(summaries(task, waiting)).toEqual({ zh: 'nurse · 看血糖', en: 'nurse · Look at glucose' });
});

describe('while it waits', () => {
  test('every outcome is a way out, and nobody’s answer within the time-out another one', () => {
    expect(loweredAll(task, waiting)).toEqual([
      {
        op: 'act',
        node: 'n',
        kind: 'createTask',
        with: { group: 'nurse', answers: ['eased', 'doctor'], waits: true },
        outcomes: ways,
        next: to('failed'),
        pending: { event: 'task.closed', until: { deadline: { after: DAY }, ...to('unanswered') } },
      },
    ]);
  });

  test('it is handed on to the other group, and waits there for the rest of the time', () => {
    const [first, second] = loweredAll(task, escalating);
    expect(first).toMatchObject({
      kind: 'createTask',
      pending: { until: { deadline: { after: 30 * MINUTE }, port: 'escalated', to: 'n/1' } },
    });
    expect(second).toEqual({
      op: 'act',
      node: 'n',
      kind: 'escalateTask',
      with: { group: 'lead' },
      outcomes: ways,
      next: to('failed'),
      pending: { event: 'task.closed', until: { deadline: { after: 24 * HOUR - 30 * MINUTE }, ...to('unanswered') } },
    });
  });

  test('a time-out counted from the enrolment stays at its instant when the to-do is handed on', () => {
    const [, second] = loweredAll(task, { ...escalating, timeout: { sinceEntry: 'P30D' } });
    expect(second).toMatchObject({ pending: { until: { deadline: { sinceEntry: 30 * DAY } } } });
  });

  test('it may wait for ever, handed on or not', () => {
    expect(loweredAll(task, { ...waiting, timeout: undefined })).toMatchObject([{ pending: { event: 'task.closed' } }]);
    const [, second] = loweredAll(task, { ...escalating, timeout: undefined });
    expect(second && 'pending' in second && second.pending).toEqual({ event: 'task.closed' });
  });

  test('a to-do that cannot be made is never taken for one that somebody has answered', () => {
    expect(task.ports(waiting)).toEqual([
      { id: 'eased' },
      { id: 'doctor' },
      { id: 'unanswered' },
      { id: 'failed', fallback: 'unanswered' },
    ]);
    expect(task.ports({ ...waiting, timeout: undefined })).toEqual([
      { id: 'eased' },
      { id: 'doctor' },
      { id: 'failed' },
    ]);
  });
});

describe('going on at once', () => {
  const atOnce = { ...escalating, goesOn: 'at-once', dueAfter: 'P2D', instructions: { zh: '打电话' } };

  test('it makes the to-do and leaves it to the staff', () => {
    expect(loweredAll(task, atOnce)).toEqual([
      {
        op: 'act',
        node: 'n',
        kind: 'createTask',
        with: {
          group: 'nurse',
          answers: ['eased', 'doctor'],
          dueAfter: 2 * DAY,
          waits: false,
        },
        outcomes: { failed: to('failed') },
        next: to('next'),
      },
    ]);
  });

  test('it goes on even where the to-do could not be made, unless that is drawn', () => {
    expect(task.ports(atOnce)).toEqual([{ id: 'next' }, { id: 'failed', fallback: 'next' }]);
  });

  test('what is left in the hidden fields means nothing', () => {
    const hidden = { ...atOnce, timeout: { inDays: 0, at: 'nonsense' }, escalation: { group: '' } };
    expect(task.check(hidden)).toEqual([]);
    expect(task.needs(hidden)).toEqual({ staffGroups: ['nurse'] });
    expect(loweredAll(task, hidden)).toEqual(loweredAll(task, atOnce));
  });
});

test('its ports are called as its outcomes are', () => {
  expect([task.portLabel(waiting, 'eased', 'en'), task.portLabel(waiting, 'doctor', 'en')]).toEqual([
    'Eased',
    '需医生',
  ]);
  expect(task.portLabel(waiting, 'unanswered', 'zh')).toBe('无人处理');
});

test('it needs its staff groups', () => {
  expect(task.needs(escalating)).toEqual({ staffGroups: ['nurse', 'lead'] });
  expect(task.needs(waiting)).toEqual({ staffGroups: ['nurse'] });
});

test('where nothing real may happen it waits for whoever tries it, or goes on', () => {
  expect(task.simulate(waiting)).toEqual({ outcome: 'pending' });
  expect(task.simulate({ ...look, goesOn: 'at-once' })).toEqual({ outcome: 'created' });
});

describe('the check', () => {
  const finding = (code: string, field: string, severity = 'error', params = {}) => [{ code, severity, params, field }];

  test.each([
    ['a sound to-do', escalating, []],
    [
      'two outcomes of one id',
      { ...waiting, outcomes: [...outcomes, ...outcomes] },
      finding('LIST_ID_TWICE', 'outcomes', 'error', { id: 'eased' }),
    ],
    [
      'an outcome called like a port of the node’s own',
      { ...waiting, outcomes: [{ id: 'unanswered', label: { zh: '无' } }] },
      finding('LIST_ID_TWICE', 'outcomes', 'error', { id: 'unanswered' }),
    ],
    [
      'an escalation at the time-out',
      { ...escalating, escalation: { after: 'PT24H', group: 'lead' } },
      finding('ESCALATION_TOO_LATE', 'escalation'),
    ],
    [
      'an escalation with a local time as time-out',
      { ...escalating, timeout: { inDays: 1, at: '09:00' } },
      finding('ESCALATION_NEEDS_LENGTH', 'timeout'),
    ],
    [
      'a short time-out',
      { ...waiting, timeout: { after: 'PT59S' } },
      finding('DURATION_TEST_ONLY', 'timeout', 'warning'),
    ],
    [
      'a short escalation',
      { ...escalating, escalation: { after: 'PT20S', group: 'lead' } },
      finding('DURATION_TEST_ONLY', 'escalation', 'warning'),
    ],
    ['a short time to overdue', { ...waiting, dueAfter: 'PT5S' }, finding('DURATION_TEST_ONLY', 'dueAfter', 'warning')],
  ])('of %s', (_, config, findings) => expect(task.check(config)).toEqual(findings));
});

describe('a config that cannot run', () => {
  test.each([
    ['no group', { ...waiting, group: '  ' }],
    ['no title in any language', { ...waiting, title: { zh: ' ' } }],
    ['no outcome', { ...waiting, outcomes: [] }],
    ['an outcome without a name', { ...waiting, outcomes: [{ id: 'a', label: {} }] }],
    ['an escalation to nobody', { ...waiting, escalation: { after: 'PT1H', group: '' } }],
  ])('has %s', (_, config) => expect(task.config.safeParse(config).success).toBe(false));
});

test.each(INCOMPLETE)('an incomplete config (%j) shows that it can fail', (draft) => {
  expect(task.ports(draft).map(({ id }) => id)).toContain('failed');
});
