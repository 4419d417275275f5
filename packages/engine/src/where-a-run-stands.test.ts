import { expect, test } from 'vitest';
import { act, begin, end, endTrack, fork, join, Play, planOf, wait } from './play-fixture.ts';
import { standing } from './standing.ts';

const plan = planOf(
  {
    start: begin('long'),
    long: wait({ after: 100, to: 'part' }),
    part: fork('a', 'b'),
    a: wait({ after: 50, to: 'meet' }),
    b: wait(undefined, [{ type: 'reply', to: 'hello' }]),
    hello: act('meet'),
    meet: join('all', 'loop'),
    loop: act('loop/1'),
    'loop/1': act('loop'),
    care: act('back'),
    back: endTrack('back'),
    thanks: wait({ after: 10, to: 'done' }),
    done: end('done'),
  },
  {
    goals: [{ node: 'goal', on: { type: 'refill' }, next: { port: 'reached', to: 'thanks' } }],
    guards: [{ node: 'guard', on: { type: 'ae' }, next: { port: 'then', to: 'care' } }],
    listens: ['refill', 'ae'],
  },
);
const at = (play: Play) => standing(plan, play.state);

test('a run stands where its own track waits, and until when, whatever a guard does beside it', () => {
  expect(at(new Play(plan))).toEqual({ node: 'long', state: 'waiting', until: 100 });
  expect(at(new Play(plan).event('ae', 5))).toEqual({ node: 'long', state: 'waiting', until: 100 });
});

test('of several tracks the first one stands for the run; one that waits at a join has no time of its own', () => {
  const play = new Play(plan).passed(100);
  expect(at(play)).toEqual({ node: 'a', state: 'waiting', until: 150 });
  expect(at(play.passed(150))).toEqual({ node: 'meet', state: 'waiting' });
});

test('while an activity is out it is running', () => {
  const acting = planOf({ start: begin('first'), first: act('done'), done: end('done') });
  expect(standing(acting, new Play(acting).state)).toEqual({ node: 'first', state: 'running' });
});

test('stopped by a clinical hold or a pause, or held in a loop, it is held', () => {
  expect(at(new Play(plan).event('clinical.hold', 5))).toEqual({ node: 'long', state: 'held' });
  expect(at(new Play(plan).command({ op: 'pause', node: 'long', mode: 'hold' }))).toEqual({
    node: 'long',
    state: 'held',
  });
  const play = new Play(plan).passed(150).event('reply', 160).acted('queued', 3);
  while (play.effects[0]?.do === 'perform') play.acted('queued', play.effects[0].token);
  expect(at(play)).toEqual({ node: 'loop', state: 'held' });
});

test('after a goal it stands where that led, and after its end nowhere', () => {
  const play = new Play(plan).event('ae', 5).acted('queued', 2).event('refill', 20);
  expect(at(play)).toEqual({ node: 'thanks', state: 'waiting', until: 30 });
  expect(at(play.passed(30))).toBeUndefined();
});
