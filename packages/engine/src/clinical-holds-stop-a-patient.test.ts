import type { HoldPolicy } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { act, ask, begin, end, endTrack, fork, is, join, Play, planOf, wait } from './play-fixture.ts';

const plan = (hold?: HoldPolicy) =>
  planOf({
    start: begin('pause'),
    pause: wait({ after: 100, to: 'hello' }, [{ type: 'reply', to: 'hello' }], hold ? { hold } : {}),
    hello: act('next', { skipped: 'left out' }, hold),
    next: wait({ after: 50, to: 'done' }),
    done: end('done'),
    'left out': end('left out'),
  });
const held = (at = 40, hold?: HoldPolicy) => new Play(plan(hold)).event('clinical.hold', at);

describe('a clinical hold', () => {
  test('keeps a deadline from firing, and the place says why', () => {
    const play = held();
    expect(play.last).toMatchObject({ node: 'pause', kind: 'held', at: 40, by: 'clinical', detail: { event: 'e1' } });
    expect(play.waitsUntil).toBe(null);
    expect(play.passed(500).path).toEqual(['40 pause held clinical']);
  });

  test('lifted in time leaves the deadline as it was, and says it anew', () => {
    const play = held().event('clinical.released', 70);
    expect(play.last).toMatchObject({ kind: 'waiting', at: 70, by: 'released', until: 100, detail: { event: 'e2' } });
    expect(play.waitsUntil).toBe(100);
  });

  test('lifted too late lets what came due fire at the instant of release', () => {
    const play = held().event('clinical.released', 170);
    expect(play.waitsUntil).toBe(170);
    expect(play.passed(170).effects).toMatchObject([{ do: 'perform', node: 'hello', at: 170 }]);
    expect(play.path).toEqual(['40 pause held clinical', '170 pause woke timeout deadline']);
  });

  test('an event of the instant of release comes before what came due', () => {
    const play = held().event('clinical.released', 170).event('reply', 170);
    expect(play.path.at(-1)).toBe('170 pause woke got reply reply');
  });

  test('lets an event through, but keeps the activity behind it until it is lifted', () => {
    const play = held().event('reply', 60);
    expect(play.path.slice(1)).toEqual(['60 pause woke got reply reply', '60 hello held clinical']);
    expect(play.effects).toEqual([{ do: 'wait', until: null }]);
    play.event('clinical.released', 80);
    expect(play.last).toMatchObject({ node: 'hello', kind: 'acting', at: 80, by: 'released' });
    expect(play.effects).toMatchObject([{ do: 'perform', node: 'hello', visit: 1, at: 80 }]);
    expect(play.acted().waitsUntil).toBe(130);
  });

  test('a wait behind the kept activity counts from when it is done, not from before', () => {
    const replies = planOf({
      start: begin('hello'),
      hello: act('answer'),
      answer: wait({ after: 50, to: 'done' }, [{ type: 'reply', to: 'replied' }]),
      done: end('done'),
      replied: end('replied'),
    });
    const play = new Play(replies, 0, { clinicalHold: true }).event('reply', 10).event('clinical.released', 20).acted();
    expect(play.waitsUntil).toBe(70);
  });

  test('that holds already, or is not there, is not put on or lifted again', () => {
    const play = held().event('clinical.hold', 50);
    expect(play.rows.filter(({ kind }) => kind === 'held')).toHaveLength(1);
    play.event('clinical.released', 60);
    const rows = play.rows.length;
    play.event('clinical.released', 61).deliver({ seq: 1, id: 'e1', type: 'clinical.hold', at: 40 });
    expect(play.rows).toHaveLength(rows);
    expect(play.state.stopped).toBeUndefined();
  });

  test('from before the enrolment keeps the first activity', () => {
    const play = new Play(planOf({ start: begin('hello'), hello: act('done'), done: end('done') }), 7, {
      clinicalHold: true,
    });
    expect(play.path).toEqual(['7 hello held clinical']);
  });

  test('stops every track of a fork, and the ones that wait at a join go on waiting for them', () => {
    const forked = planOf({
      start: begin('part'),
      part: fork('a', 'b'),
      a: wait({ after: 10, to: 'meet' }),
      b: wait({ after: 20, to: 'meet' }),
      meet: join('all', 'done'),
      done: end('done'),
    });
    const play = new Play(forked).passed(10).event('clinical.hold', 15);
    expect(play.path.at(-1)).toBe('15 b held clinical');
    expect(play.event('clinical.released', 30).passed(30).path.at(-1)).toBe('30 done left done');
  });

  test('at the end of the trial changes nothing: the run leaves', () => {
    const play = new Play(plan(), 0, { closes: { at: 60, outcome: 'trial-ended' } }).event('clinical.hold', 40);
    expect(play.waitsUntil).toBe(60);
    expect(play.passed(60).path.at(-1)).toBe('60 pause left trial-ended');
  });
});

describe('a step that is to', () => {
  test('extend gets longer by the part of the hold that fell into its wait', () => {
    expect(held(40, 'extend').event('clinical.released', 70).waitsUntil).toBe(130);
    expect(held(40, 'extend').event('clinical.released', 170).waitsUntil).toBe(230);
  });

  test('extend counts only from the arrival when that was within the hold', () => {
    const late = planOf({
      start: begin('first'),
      first: wait(undefined, [{ type: 'reply', to: 'second' }]),
      second: wait({ after: 100, to: 'done' }, [], { hold: 'extend' }),
      done: end('done'),
    });
    const play = new Play(late).event('clinical.hold', 10).event('reply', 30).event('clinical.released', 50);
    expect(play.waitsUntil).toBe(150);
  });

  test('be skipped in a hold: its activity is left out by the port “skipped”, its wait goes on', () => {
    const play = held(40, 'skip');
    expect(play.waitsUntil).toBe(100);
    expect(play.passed(100).path).toEqual([
      '100 pause woke timeout deadline',
      '100 hello skipped skipped clinical',
      '100 left out left left out',
    ]);
  });

  test('be skipped without a port of its own goes on by next', () => {
    const quiet = planOf({ start: begin('hello'), hello: act('done', {}, 'skip'), done: end('done') });
    expect(new Play(quiet, 0, { clinicalHold: true }).path).toEqual([
      '0 hello skipped next clinical',
      '0 done left done',
    ]);
  });

  test('ignore holds goes on as if there were none', () => {
    const play = held(40, 'ignore').passed(100);
    expect(play.path).toEqual(['100 pause woke timeout deadline']);
    expect(play.effects).toMatchObject([{ do: 'perform', node: 'hello', at: 100 }]);
  });

  test('wait for a person takes the outcome in a hold, but not the end of its time', () => {
    const todo = planOf({
      start: begin('nurse'),
      nurse: ask('done', { handled: 'hello' }, { after: 100, to: 'done' }),
      hello: act('done'),
      done: end('done'),
    });
    const pending = new Play(todo).acted('pending').event('clinical.hold', 40);
    expect(pending.waitsUntil).toBe(null);
    const closed = { act: 'r1/nurse/1', outcome: 'handled' };
    expect(pending.event('task.closed', 50, closed).path.slice(1)).toEqual([
      '50 nurse acted handled handled',
      '50 hello held clinical',
    ]);
    const lifted = new Play(todo).acted('pending').event('clinical.hold', 40).event('clinical.released', 60);
    expect(lifted.last).toMatchObject({ node: 'nurse', kind: 'acting', until: 100, by: 'released' });
  });
});

test('an answer that is awaited is extended as well', () => {
  const todo = planOf({
    start: begin('nurse'),
    nurse: (node) => ({ ...ask('done', {}, { after: 100, to: 'done' })(node), hold: 'extend' as const }),
    done: end('done'),
  });
  const play = new Play(todo).acted('pending').event('clinical.hold', 40).event('clinical.released', 170);
  expect(play.last).toMatchObject({ kind: 'acting', until: 230, by: 'released' });
  expect(play.waitsUntil).toBe(230);
});

describe('in a clinical hold', () => {
  const ops = {
    start: begin('long'),
    long: wait({ after: 1_000, to: 'done' }, [{ type: 'clinical.hold', to: 'long' }]),
    done: end('done'),
    warn: act('back'),
    back: endTrack('back'),
    thanks: act('done'),
  };
  const rules = {
    exits: [{ node: 'stop', on: { type: 'therapy.stopped' }, outcome: 'stopped' }],
    goals: [{ node: 'goal', when: is('patient', 'state', 'cured'), next: { port: 'reached', to: 'thanks' } }],
    guards: [{ node: 'guard', on: { type: 'ae.suspected' }, next: { port: 'then', to: 'warn' } }],
    facts: ['state'],
    listens: ['therapy.stopped', 'ae.suspected', 'field.changed'],
  };
  const play = () => new Play(planOf(ops, rules)).facts({}).event('clinical.hold', 40);

  test('an exit rule acts', () => {
    expect(play().event('therapy.stopped', 50).path.at(-1)).toBe('50 stop left stopped');
  });

  test('a guard acts: its track is never held', () => {
    expect(play().event('ae.suspected', 50).effects).toMatchObject([{ do: 'perform', node: 'warn', at: 50 }]);
  });

  test('a goal moves the patient, whose next activity is kept', () => {
    const moved = play().event('field.changed', 50, { key: 'state' }).facts({ state: 'cured' });
    expect(moved.path.slice(-2)).toEqual(['50 long moved goal', '50 thanks held clinical']);
  });

  test('a wait for the hold itself is woken by it, after everybody was stopped', () => {
    expect(play().path.slice(-3)).toEqual([
      '40 long held clinical',
      '40 long woke got clinical.hold clinical.hold',
      '40 long held clinical',
    ]);
  });
});
