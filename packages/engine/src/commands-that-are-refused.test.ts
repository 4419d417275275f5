import { describe, expect, test } from 'vitest';
import { refusalOf } from './command.ts';
import { act, ask, begin, end, endTrack, fork, is, Play, planOf, wait, waitUntil } from './play-fixture.ts';
import type { Command } from './state.ts';

const done = { done: end('done') };
const seen = (play: Play, command: Partial<Command> & Pick<Command, 'op' | 'node'>): Command => ({
  at: play.state.now,
  expectSeq: play.state.nextRow - 1,
  by: 'u1',
  reason: 'asked',
  ...command,
});
const refusal = (play: Play, command: Partial<Command> & Pick<Command, 'op' | 'node'>, overtaking = false) =>
  refusalOf(play.plan, play.state, seen(play, command), overtaking);

const plain = planOf({
  start: begin('rest'),
  rest: wait({ after: 100, to: 'done' }, [{ type: 'x', to: 'done' }]),
  ...done,
});

describe('a command of somebody who looked at an older picture', () => {
  test('is stale, and not carried out, even where the patient still stands at that node', () => {
    const play = new Play(plain).event('clinical.hold', 5).event('clinical.released', 6);
    expect(refusal(play, { op: 'skipWait', node: 'rest', expectSeq: 3 })).toBe('stale');
    const { state } = play;
    expect(play.command({ op: 'skipWait', node: 'rest', expectSeq: 3 }).state).toEqual(state);
    expect(refusal(play, { op: 'skipWait', node: 'rest' })).toBeUndefined();
  });

  test('is stale where nobody stands at the node', () => {
    expect(refusal(new Play(plain), { op: 'exit', node: 'start' })).toBe('stale');
  });
});

describe('a wait', () => {
  test('for a condition alone can be skipped, and has no deadline to set', () => {
    const plan = planOf(
      {
        start: begin('rest'),
        rest: waitUntil(undefined, 'done', { when: { if: is('patient', 'well', 1), port: 'well', to: 'done' } }),
        ...done,
      },
      { facts: ['well'], listens: ['field.changed'] },
    );
    const play = new Play(plan).facts({});
    expect(refusal(play, { op: 'setDeadline', node: 'rest' })).toBe('no-deadline');
    expect(refusal(play, { op: 'skipWait', node: 'rest' })).toBeUndefined();
    expect(play.command({ op: 'skipWait', node: 'rest' }).path).toEqual([
      '0 rest woke well operator',
      '0 done left done',
    ]);
  });

  test('for events alone cannot be skipped', () => {
    const plan = planOf({ start: begin('rest'), rest: wait(undefined, [{ type: 'x', to: 'done' }]), ...done });
    expect(refusal(new Play(plan), { op: 'skipWait', node: 'rest' })).toBe('not-waiting');
  });

  test('for an answer that may take as long as it likes cannot be skipped', () => {
    const plan = planOf({ start: begin('nurse'), nurse: ask('done', {}), ...done });
    expect(refusal(new Play(plan).acted('pending'), { op: 'skipWait', node: 'nurse' })).toBe('not-waiting');
  });

  test('is none where a track is held for a person to mend it', () => {
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, k) => [`t${k}`, wait({ after: 1, to: 'done' })]));
    const plan = planOf({ start: begin('part'), part: fork(...Object.keys(many)), ...many, ...done });
    const play = new Play(plan);
    expect(play.effects).toEqual([{ do: 'hold', reason: 'loop' }]);
    expect(refusal(play, { op: 'skipWait', node: 'part' })).toBe('held');
    expect(refusal(play, { op: 'setDeadline', node: 'part' })).toBe('held');
  });
});

describe('while something is out that belongs to an earlier instant', () => {
  const two = planOf({
    start: begin('part'),
    part: fork('one', 'two', 'three'),
    one: act('over'),
    two: act('over'),
    three: wait({ after: 10, to: 'over' }),
    over: endTrack('over'),
    ...done,
  });

  test('nobody is moved away from one activity while another one is out', () => {
    const play = new Play(two);
    expect(refusal(play, { op: 'goto', node: 'one', to: 'three' }, true)).toBe('busy');
    const [first] = play.effects;
    play.acted('queued', first?.do === 'perform' ? first.token : 0);
    expect(refusal(play, { op: 'goto', node: 'two', to: 'three' }, true)).toBeUndefined();
    expect(refusal(play, { op: 'goto', node: 'two', to: 'three' })).toBe('busy');
    expect(refusal(play, { op: 'goto', node: 'three', to: 'done' }, true)).toBe('busy');
  });

  test('nothing is commanded while the fields are awaited by which a rule decides', () => {
    const plan = planOf(
      { start: begin('rest'), rest: wait({ after: 100, to: 'done' }), ...done },
      { exits: [{ node: 'stop', when: is('patient', 'status', 'dead'), outcome: 'stopped' }], facts: ['status'] },
    );
    const play = new Play(plan);
    expect(refusal(play, { op: 'pause', node: 'rest' })).toBe('busy');
    expect(refusal(play.facts({}), { op: 'pause', node: 'rest' })).toBeUndefined();
  });
});

test('a pause of which nobody said what it does to the clock lets it run', () => {
  const play = new Play(plain).command({ op: 'pause', node: 'rest', at: 5 });
  expect(play.last).toMatchObject({ kind: 'held', detail: { mode: 'hold' } });
});

test('a deadline set by an operator moves the run to the instant of the command', () => {
  const play = new Play(plain).command({ op: 'setDeadline', node: 'rest', at: 30, until: 60 });
  expect(play.state.now).toBe(30);
  expect(play.event('x', 20).path.at(-1)).toBe('30 done left done');
});
