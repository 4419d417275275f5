import { describe, expect, test } from 'vitest';
import { draw, refill } from '../journey-fixture.ts';
import { modelOf } from '../model.ts';
import { compareRehearsals } from './compare-rehearsals.ts';
import { HABITS } from './habits.ts';
import { rehearse, rehearseBoth } from './rehearse.ts';

const model = modelOf(refill());

test('the same seed gives the same rehearsal byte for byte, another one does not', () => {
  const told = (seed: number) => JSON.stringify(rehearse(model, { patients: 200, months: 3, seed }));
  expect(told(7)).toBe(told(7));
  expect(told(7)).not.toBe(told(8));
});

describe('a rehearsal of the refill journey', () => {
  const rehearsal = rehearse(model, { patients: 400, months: 3, seed: 1, staff: { nurses: 2 } });

  test('everybody who entered ended or still waits, and is told by how', () => {
    expect(Object.values(rehearsal.ends).reduce((sum, count) => sum + count, 0)).toBe(400);
    expect(Object.keys(rehearsal.ends)).toEqual(expect.arrayContaining(['已续方', '未续方', '医嘱停药']));
  });

  test('the sends of all days are all sends, each of a class', () => {
    expect(rehearsal.days.reduce((sum, { sends }) => sum + sends, 0)).toBe(rehearsal.sends);
    expect(
      rehearsal.days.every(({ sends, byClass }) => Object.values(byClass).reduce((a, b) => a + b, 0) === sends),
    ).toBe(true);
    expect(rehearsal.sends).toBeGreaterThan(800);
  });

  test('to-dos are counted per group, and per person of it', () => {
    const alone = rehearse(model, { patients: 400, months: 3, seed: 1 });
    expect(rehearsal.staff).toEqual([expect.objectContaining({ group: 'nurses', people: 2, todos: rehearsal.todos })]);
    expect(rehearsal.staff[0]?.perPersonPerDay.max).toBe((alone.staff[0]?.perPersonPerDay.max ?? 0) / 2);
  });

  test('times to a node are told from the entry on', () => {
    const ask = rehearsal.timeToNode.find(({ node }) => node === 'ask');
    // 10:00 of the third day after an entry between 08:00 and 20:00.
    expect(ask?.p5).toBeGreaterThanOrEqual(62 * 3_600_000);
    expect(ask?.p95).toBeLessThanOrEqual(74 * 3_600_000);
  });
});

test('three messages in a row are no breach of the quota, and each further one within the week is', () => {
  const chain = (messages: number) => {
    const ids = Array.from({ length: messages }, (_, k) => `m${k + 1}`);
    const nodes = Object.fromEntries(
      ids.map((id) => [id, ['message', { text: `文字${id}`, class: 'education' }] as const]),
    );
    return modelOf(
      draw({ start: ['trigger-manual'], ...nodes, done: ['exit', { outcome: '完成' }] }, [
        ['start', 'next', 'm1'],
        ...ids.map((id, k): [string, string, string] => [id, 'next', ids[k + 1] ?? 'done']),
      ]),
    );
  };
  const settings = { patients: 10, months: 1, seed: 1, habits: { ...HABITS, otherOutcome: 0 } };
  expect(rehearse(chain(3), settings).quota).toMatchObject({ breaches: 0, patients: 0 });
  expect(rehearse(chain(5), settings).quota).toMatchObject({ breaches: 20, patients: 10, byClass: { education: 20 } });
});

test('a branch that nobody can take is dead', () => {
  const never = { op: 'all', of: [is('>', 5), is('<', 3)] };
  const journey = draw(
    {
      start: ['trigger-manual'],
      which: ['branch', { cases: [{ id: 'never', label: { zh: '不可能' }, if: never }] }],
      a: ['exit', { outcome: '甲' }],
      b: ['exit', { outcome: '乙' }],
    },
    [
      ['start', 'next', 'which'],
      ['which', 'never', 'a'],
      ['which', 'else', 'b'],
    ],
  );
  const { dead, unreached } = rehearse(modelOf(journey), { patients: 300, months: 1 });
  expect(dead.map(({ node, port }) => `${node}.${port}`)).toEqual(['which.never']);
  expect(unreached).toEqual(['a']);
});

const is = (comparison: string, value: number) => ({
  op: 'compare',
  from: 'patient',
  field: '血糖',
  is: comparison,
  value,
});

test('two versions meet the same patients: what both do alike comes out alike', () => {
  const shorter = refill();
  const second = shorter.nodes.second;
  if (second) second.config.timeout = { after: 'P1D' };
  const [before, after] = rehearseBoth(model, modelOf(shorter), { patients: 300, months: 3, seed: 3 });
  const { timeToNode, sends, ends } = compareRehearsals(before, after);
  expect(timeToNode.filter(({ node }) => node === 'remind')).toEqual([
    expect.objectContaining({ before: timeToNode.find(({ node }) => node === 'remind')?.after }),
  ]);
  expect(sends.before).toBe(sends.after);
  const refilled = ends.find(({ outcome }) => outcome === '已续方');
  expect(refilled?.after).toBeLessThan(refilled?.before ?? 0);
});

test('what a branch asks of the event before it is made up as well: each answer is given by somebody', () => {
  const said = (value: string) => ({ op: 'compare', from: 'last', field: 'answer', is: '=', value });
  const journey = draw(
    {
      start: ['trigger-manual'],
      reply: ['wait-for-event', { event: 'message.received', timeout: { after: 'P2D' } }],
      which: [
        'branch',
        { cases: ['1', '2'].map((value) => ({ id: `a${value}`, label: { zh: value }, if: said(value) })) },
      ],
      end: ['exit', { outcome: '完' }],
    },
    [
      ['start', 'next', 'reply'],
      ['reply', 'event', 'which'],
      ['reply', 'timeout', 'end'],
      ['which', 'a1', 'end'],
      ['which', 'a2', 'end'],
      ['which', 'else', 'end'],
    ],
  );
  expect(rehearse(modelOf(journey), { patients: 200, months: 1 }).dead).toEqual([]);
});

test('an event that must be about the same thing as the entry is about it, and a goal that waits for it is reached', () => {
  const journey = draw(
    {
      start: ['trigger-event', { event: 'dispense.recorded', reentry: 'per-key', key: 'drug' }],
      wait: ['wait-duration', { until: { after: 'P90D' } }],
      refill: [
        'goal',
        {
          name: '已续方',
          on: 'event',
          event: 'dispense.recorded',
          same: [{ field: 'drug', from: 'entry', key: 'drug' }],
        },
      ],
      yes: ['exit', { outcome: '已续方' }],
      no: ['exit', { outcome: '未续方' }],
    },
    [
      ['start', 'next', 'wait'],
      ['wait', 'next', 'no'],
      ['refill', 'reached', 'yes'],
    ],
  );
  const { ends, unreached } = rehearse(modelOf(journey), { patients: 200, months: 12 });
  expect(unreached).toEqual([]);
  expect(ends.已续方).toBeGreaterThan(20);
});

test('where a rule wants a field not to be there, it is not made up', () => {
  const journey = draw(
    {
      start: ['trigger-manual'],
      wait: ['wait-for-event', { event: 'message.received', timeout: { after: 'P60D' } }],
      which: [
        'branch',
        { cases: [{ id: 'yes', label: { zh: '有' }, if: { op: 'known', from: 'last', field: 'answer' } }] },
      ],
      words: [
        'guard',
        { on: 'event', event: 'message.received', where: { op: 'not', of: { op: 'known', field: 'answer' } } },
      ],
      read: [
        'task',
        {
          group: 'nurses',
          title: { zh: '看回复' },
          goesOn: 'at-once',
          outcomes: [{ id: 'done', label: { zh: '好' } }],
        },
      ],
      aside: ['guard-end', { outcome: '已读' }],
      rest: ['wait-duration', { until: { after: 'P30D' } }],
      end: ['exit', { outcome: '完' }],
    },
    [
      ['start', 'next', 'wait'],
      ['wait', 'event', 'which'],
      ['wait', 'timeout', 'end'],
      ['which', 'yes', 'rest'],
      ['which', 'else', 'rest'],
      ['rest', 'next', 'end'],
      ['words', 'then', 'read'],
      ['read', 'next', 'aside'],
    ],
  );
  expect(modelOf(journey).diagnostics).toEqual([]);
  const { dead, todos } = rehearse(modelOf(journey), { patients: 300, months: 6 });
  expect(dead).toEqual([]);
  expect(todos).toBeGreaterThan(0);
});

test('what the entry event may say or not is both met', () => {
  const journey = draw(
    {
      start: ['trigger-event', { event: 'order.paid' }],
      which: [
        'branch',
        { cases: [{ id: 'yes', label: { zh: '有' }, if: { op: 'known', from: 'entry', field: 'amount' } }] },
      ],
      end: ['exit', { outcome: '完' }],
    },
    [
      ['start', 'next', 'which'],
      ['which', 'yes', 'end'],
      ['which', 'else', 'end'],
    ],
  );
  expect(rehearse(modelOf(journey), { patients: 100, months: 1 }).dead).toEqual([]);
});
