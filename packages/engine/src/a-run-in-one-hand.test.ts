import { expect, test } from 'vitest';
import { opAt } from './ground.ts';
import { act, begin, end, Play, planOf, wait } from './play-fixture.ts';
import { Running } from './running.ts';

const round = planOf({
  start: begin('rest'),
  rest: wait({ after: 10, to: 'hello' }),
  hello: act('rest'),
  done: end('done'),
});
const enrolment = { run: 'r1', patient: 'p1', seq: 0 };

test('a run that its driver alone owns hands over each row once, and counts the visits of every node', () => {
  const run = new Running(round, enrolment, 0);
  expect(run.takeRows().map(({ node, visit, kind }) => `${node} ${visit} ${kind}`)).toEqual([
    'start 1 entered',
    'rest 1 entered',
    'rest 1 waiting',
  ]);
  expect(run.takeRows()).toEqual([]);
  run.apply({ kind: 'passed', at: 10 });
  run.apply({ kind: 'acted', token: 1, outcome: 'queued' });
  expect(run.takeRows().map(({ node, visit, kind }) => `${node} ${visit} ${kind}`)).toEqual([
    'rest 1 woke',
    'hello 1 entered',
    'hello 1 acted',
    'rest 2 entered',
    'rest 2 waiting',
  ]);
  expect(run.state.visits).toEqual([
    ['start', 1],
    ['rest', 2],
    ['hello', 1],
  ]);
});

test('a run that has ended keeps nothing but how', () => {
  const plan = planOf({ start: begin('rest'), rest: wait({ after: 100, to: 'done' }), done: end('done') });
  const play = new Play(plan, 0, { closes: { at: 60, outcome: 'over' } }).passed(60);
  expect(play.state).toMatchObject({ now: 60, tokens: [], queue: [], kept: [], ended: { outcome: 'over' } });
});

test('an address that the plan does not have is a bug that is named', () => {
  expect(() => opAt(round, 'nowhere')).toThrow('the plan has no instruction at nowhere');
});
