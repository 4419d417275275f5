import { expect, test } from 'vitest';
import { act, begin, branch, end, fork, is, Play, planOf, wait } from './play-fixture.ts';

const both = planOf({
  start: begin('part'),
  part: fork('hello', 'answer', 'rest'),
  hello: act('rest'),
  answer: wait({ after: 100, to: 'rest' }, [{ type: 'reply', to: 'rest' }]),
  rest: wait({ after: 1_000, to: 'done' }),
  done: end('done'),
});

test('while the activity of one track is out, an event waits that another track is for', () => {
  const play = new Play(both).event('reply', 5);
  expect(play.state.queue).toMatchObject([{ type: 'reply', at: 5 }]);
  expect(play.path).not.toContain('5 answer woke got reply reply');
  const [out] = play.effects;
  play.acted('queued', out?.do === 'perform' ? out.token : 0);
  expect(play.path.at(-1)).toBe('5 answer woke got reply reply');
  expect(play.state.queue).toEqual([]);
});

test('while an activity is out, an event that nothing listens to is not kept waiting', () => {
  const play = new Play(both).event('order.paid', 5);
  expect(play.state.queue).toEqual([]);
  expect(play.state.lastSeq).toBe(1);
});

test('a result for a track that is not there, or that has nothing out, changes nothing', () => {
  const play = new Play(both);
  const { state } = play;
  expect(play.acted('queued', 99).state).toEqual(state);
  const idle = state.tokens.filter(({ doing }) => 'wait' in doing).map(({ id }) => id);
  expect(idle).toHaveLength(2);
  for (const id of idle) expect(play.acted('queued', id).state).toEqual(state);
});

test('while the fields are awaited by which a rule decides, later events wait', () => {
  const plan = planOf(
    {
      start: begin('long'),
      long: wait({ after: 100, to: 'done' }, [{ type: 'reply', to: 'answered' }]),
      done: end('done'),
      answered: end('answered'),
    },
    {
      exits: [{ node: 'stop', when: is('patient', 'status', 'dead'), outcome: 'stopped' }],
      facts: ['status'],
      listens: ['field.changed'],
    },
  );
  const changed = () => new Play(plan).facts({}).event('field.changed', 5, { key: 'status' }).event('reply', 6);
  expect(changed().state.queue).toMatchObject([{ type: 'reply' }]);
  expect(changed().facts({ status: 'dead' }).path.at(-1)).toBe('5 stop left stopped');
  expect(changed().facts({ status: 'well' }).path.at(-1)).toBe('6 answered left answered');
});

test('a track that needs fields says so in the state, since when', () => {
  const plan = planOf(
    {
      start: begin('which'),
      which: branch([[is('patient', 'arm', 'a'), 'done']], 'other'),
      done: end('done'),
      other: end('other'),
    },
    { facts: ['arm'] },
  );
  const play = new Play(plan, 7);
  expect(play.state.tokens[0]?.doing).toEqual({ facts: 'needed', at: 7 });
  expect(play.facts({ arm: 'b' }).path).toEqual(['7 which branched else else', '7 other left other']);
});
