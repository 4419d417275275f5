import type { Journey, JourneyPromise, Moment } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { inParallel } from './analysis-cases.ts';
import { type Arrow, draw, EXIT, refill, TRIGGER } from './journey-fixture.ts';
import { promises } from './promises.ts';

type Node = readonly [string, Record<string, unknown>?];
type Form = JourneyPromise extends infer P ? (P extends JourneyPromise ? Omit<P, 'id' | 'title'> : never) : never;

const verdict = (journey: Journey, form: Form) =>
  promises(journey, {}, [{ id: 'p', title: {}, ...form } as JourneyPromise])[0]?.verdict;
const state = (journey: Journey, form: Form) => verdict(journey, form)?.state;

/** Refuted, with the path as `node.port` rows. */
function path(journey: Journey, form: Form): string[] {
  const said = verdict(journey, form);
  if (said?.state !== 'refuted') throw new Error(`it is ${said?.state}`);
  return said.path.map(({ node, port }) => (port === undefined ? node : `${node}.${port}`));
}

const at = (node: string, port?: string): Moment => ({ node, ...(port === undefined ? {} : { port }) });
const education: Moment = { class: 'education' };
const lesson: Node = ['message', { text: '小课', class: 'education' }];
const wait = (until: object): Node => ['wait-duration', { until }];
const branch = (condition: object): Node => ['branch', { cases: [{ id: 'yes', label: { zh: '是' }, if: condition }] }];
const is = (field: string, from = 'patient') => ({ op: 'compare', from, field, is: '=', value: true });

/** Nodes in a row by their port `next`, and further arrows. */
function row(nodes: Record<string, Node>, more: readonly Arrow[] = [], beside: Record<string, Node> = {}): Journey {
  const names = ['start', ...Object.keys(nodes), 'done'];
  const drawn = new Set(more.map(([from, port]) => `${from}.${port}`));
  const arrows = names.slice(1).map((to, k): Arrow => [names[k] ?? '', 'next', to]);
  const plain = arrows.filter(([from, port]) => {
    const type = nodes[from]?.[0];
    return (
      !drawn.has(`${from}.${port}`) &&
      (from === 'start' || type === 'message' || type === 'wait-duration' || type === 'set-variable')
    );
  });
  return draw({ start: TRIGGER, ...nodes, done: EXIT, ...beside }, [...plain, ...more]);
}

describe('A is followed by B within T', () => {
  const asked = (within: object) => ({ form: 'followed', from: at('start'), to: at('ask'), within }) as Form;

  test('is proved where every way leads there in time', () => {
    expect(state(refill(), asked({ after: 'P7D' }))).toBe('proved');
    expect(state(refill(), asked({ days: 7 }))).toBe('proved');
  });

  test('is refuted by a path that takes longer, with its times', () => {
    expect(path(refill(), asked({ days: 6 }))).toEqual(['start.next', 'hello.next', 'pause.next', 'ask']);
    expect(verdict(refill(), asked({ days: 6 }))).toMatchObject({
      path: [{ at: 0 }, { at: 0 }, { at: 0 }, { at: 604_800_000 }],
    });
  });

  test('is refuted by a path to an end without it', () => {
    const form: Form = { form: 'followed', from: at('ask'), to: at('refilled'), within: { after: 'P30D' } };
    expect(path(refill(), form)).toEqual(['ask.blocked', 'lost']);
  });

  test('a missed day reaches a person: from the time-out on', () => {
    const journey = row(
      {
        day: ['wait-for-event', { event: 'glucose.measured', timeout: { inDays: 0, at: '22:00' } }],
        night: wait({ inDays: 1, at: '09:00' }),
        call: ['task', { group: 'nurse', title: { zh: '打电话' } }],
      },
      [
        ['day', 'event', 'done'],
        ['day', 'timeout', 'night'],
        ...['done', 'unanswered', 'failed'].map((port): Arrow => ['call', port, 'done']),
      ],
    );
    const from = at('day', 'timeout');
    expect(state(journey, { form: 'followed', from, to: at('call'), within: { days: 1 } })).toBe('proved');
    // Who enters after ten in the evening has missed the day at once, and waits until nine the next morning.
    expect(state(journey, { form: 'followed', from, to: at('call'), within: { after: 'PT33H' } })).toBe('proved');
    expect(state(journey, { form: 'followed', from, to: at('call'), within: { after: 'PT8H' } })).toBe('refuted');
  });

  test('a wait without an end is a path without limit', () => {
    const journey = row({ agreed: ['wait-until-true', { if: is('agreed'), timeout: undefined }], tell: lesson }, [
      ['agreed', 'true', 'tell'],
    ]);
    const form: Form = { form: 'followed', from: at('start'), to: at('tell'), within: { days: 3_000 } };
    expect(verdict(journey, form)).toMatchObject({
      state: 'refuted',
      path: [{}, {}, { node: 'tell', at: 'unbounded' }],
    });
  });

  test('what hangs on a date of the patient is watched: the drawing does not know the date', () => {
    const journey = row({ exam: ['wait-until-date', { field: 'exam' }], tell: lesson }, [
      ['exam', 'due', 'tell'],
      ['exam', 'missing', 'tell'],
    ]);
    expect(state(journey, { form: 'followed', from: at('start'), to: at('tell'), within: { days: 30 } })).toBe(
      'watched',
    );
  });

  test('conditions that contradict each other make no path: it is watched', () => {
    const journey = row({ one: branch(is('a')), two: branch(is('a')), tell: lesson }, [
      ['one', 'yes', 'two'],
      ['one', 'else', 'tell'],
      ['two', 'yes', 'tell'],
      ['two', 'else', 'done'],
    ]);
    expect(state(journey, { form: 'followed', from: at('start'), to: at('tell'), within: { days: 1 } })).toBe(
      'watched',
    );
  });

  test('after a join it holds when every track gets there in time', () => {
    const journey = inParallel({ a: { one: wait({ after: 'P1D' }) }, b: { two: wait({ after: 'P3D' }) } });
    const to = at('done');
    expect(state(journey, { form: 'followed', from: at('start'), to, within: { after: 'P3D' } })).toBe('proved');
    expect(state(journey, { form: 'followed', from: at('start'), to, within: { after: 'P2D' } })).toBe('watched');
    expect(state(journey, { form: 'followed', from: at('one'), to, within: { after: 'P9D' } })).toBe('watched');
  });
});

describe('never B after A', () => {
  test('is proved where nothing leads there any more, and refuted by a path where something does', () => {
    expect(state(refill(), { form: 'never-after', never: at('hello'), after: at('reply') })).toBe('proved');
    expect(path(refill(), { form: 'never-after', never: at('refilled'), after: at('hello') })).toEqual([
      'hello.next',
      'pause.next',
      'ask.next',
      'reply.event',
      'refilled',
    ]);
  });

  test('within a time, is proved where even the quickest run takes longer', () => {
    const form = (after: string): Form => ({
      form: 'never-after',
      never: at('ask'),
      after: at('hello'),
      within: { after },
    });
    expect(state(refill(), form('P6D'))).toBe('proved');
    expect(state(refill(), form('P7D'))).toBe('refuted');
  });

  const stopped: Form = { form: 'never-after', never: education, after: { event: 'therapy.stopped' } };
  const taught = { a: lesson, week: wait({ after: 'P7D' }), b: lesson };

  test('nothing follows an event by which a rule ends every run', () => {
    const leave: Node = ['exit-rule', { event: 'therapy.stopped', outcome: '停药' }];
    expect(state(row(taught, [], { leave }), stopped)).toBe('proved');
  });

  test('without such a rule it is watched, and with a filter on the rule too', () => {
    expect(state(row(taught), stopped)).toBe('watched');
    const where = { op: 'compare', field: 'by', is: '=', value: '医生' };
    const some: Node = ['exit-rule', { event: 'therapy.stopped', where, outcome: '停药' }];
    expect(state(row(taught, [], { leave: some }), stopped)).toBe('watched');
  });

  test('what a guard may still do at any time is not forgotten', () => {
    const guard = {
      watch: ['guard', { event: 'diary.noted' }] as Node,
      note: lesson,
      back: ['guard-end', { outcome: '好' }] as Node,
    };
    const arrows: Arrow[] = [
      ['watch', 'then', 'note'],
      ['note', 'next', 'back'],
    ];
    const form: Form = { form: 'never-after', never: at('note'), after: at('week') };
    expect(state(row({ week: wait({ after: 'P7D' }) }, arrows, guard), form)).toBe('refuted');
    expect(state(row({ week: wait({ after: 'P7D' }) }), { ...form, never: at('done') })).toBe('refuted');
  });

  test('what another track may do beside it is not forgotten', () => {
    const journey = inParallel({ a: { one: lesson }, b: { two: lesson } });
    expect(state(journey, { form: 'never-after', never: at('two'), after: at('one') })).toBe('watched');
  });
});

describe('at most n in a row of time', () => {
  const daily = row({ day: wait({ inDays: 1, at: '09:00' }), tell: lesson, again: ['repeat', { times: 6 }] }, [
    ['tell', 'next', 'again'],
    ['again', 'again', 'day'],
    ['again', 'done', 'done'],
  ]);
  const most = (count: number, per: string): Form => ({ form: 'at-most', count, of: education, per });

  test('a lesson every morning is one a day and seven a week', () => {
    expect(state(daily, most(1, 'P1D'))).toBe('proved');
    expect(state(daily, most(7, 'P7D'))).toBe('proved');
    expect(state(daily, most(2, 'P7D'))).toBe('refuted');
  });

  test('is refuted by the row that is too quick', () => {
    expect(path(daily, most(1, 'P2D'))).toEqual(['tell.next', 'again.again', 'day.next', 'tell']);
  });

  test('a patient who answers at once may get everything at once', () => {
    const journey = row({ a: lesson, reply: ['wait-for-event', {}], b: lesson }, [
      ['a', 'next', 'reply'],
      ['reply', 'event', 'b'],
      ['reply', 'timeout', 'b'],
    ]);
    expect(path(journey, most(1, 'PT1H'))).toEqual(['a.next', 'reply.event', 'b']);
  });

  test('never at all is refuted by the first one', () => {
    expect(state(daily, most(0, 'P1D'))).toBe('refuted');
    expect(state(refill(), most(0, 'P1D'))).toBe('proved');
  });

  test('two tracks that both teach are watched', () => {
    const journey = inParallel({ a: { one: lesson }, b: { two: wait({ after: 'P9D' }), late: lesson } });
    expect(state(journey, most(1, 'P1D'))).toBe('watched');
  });
});

describe('every path to B passes A', () => {
  const consent = is('同意患教');
  const asked = (other: string) =>
    row({ ok: branch({ op: 'all', of: [consent, is('在册')] }), tell: lesson }, [
      ['ok', 'yes', 'tell'],
      ['ok', 'else', other],
    ]);
  const checked: Form = { form: 'passes', to: education, through: { holds: consent as never } };

  test('a consent check before every lesson is proved, also as one of several conditions', () => {
    expect(state(asked('done'), checked)).toBe('proved');
  });

  test('a way around it is shown', () => {
    expect(path(asked('tell'), checked)).toEqual(['start.next', 'ok.unknown', 'tell']);
  });

  test('a goal that leads there from a wait before the check is a way around it', () => {
    const journey = row(
      { rest: wait({ after: 'P1D' }), ok: branch(consent), tell: lesson },
      [
        ['ok', 'yes', 'tell'],
        ['ok', 'else', 'done'],
        ['won', 'reached', 'tell'],
      ],
      { won: ['goal', { name: '已续方', event: 'order.paid' }] },
    );
    expect(path(journey, checked)).toEqual(['start.next', 'rest', 'won.reached', 'tell']);
  });

  test('a check on another track of the same fork is watched, for the join may have waited for it', () => {
    const journey = inParallel({ a: { one: wait({ after: 'P1D' }) }, b: { two: lesson } });
    expect(state(journey, { form: 'passes', to: at('done'), through: at('two') })).toBe('watched');
    expect(state(journey, { form: 'passes', to: at('done'), through: at('fork') })).toBe('proved');
  });
});

test('of a drawing that is not finished nothing is said', () => {
  const journey = draw({ start: TRIGGER, tell: lesson }, [['start', 'next', 'tell']]);
  expect(state(journey, { form: 'at-most', count: 1, of: education, per: 'P1D' })).toBe('watched');
});
