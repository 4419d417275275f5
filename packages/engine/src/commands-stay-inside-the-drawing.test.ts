import type { Op } from '@suivi/schema';
import { expect, test } from 'vitest';
import { refusalOf } from './command.ts';
import { ask, begin, end, Play, planOf, wait } from './play-fixture.ts';

const seen = (play: Play, more: object) => ({
  at: 1,
  node: 'long',
  expectSeq: play.state.nextRow - 1,
  by: 'u1',
  reason: 'asked',
  ...more,
});

test.each(['constructor', 'toString', '__proto__', 'start', 'nowhere'])('nobody can be moved to %s', (to) => {
  const play = new Play(planOf({ start: begin('long'), long: wait({ after: 10, to: 'done' }), done: end('done') }));
  const command = seen(play, { op: 'goto', to }) as Parameters<typeof refusalOf>[2];
  expect(refusalOf(play.plan, play.state, command)).toBe('node-unknown');
  expect(play.feed({ kind: 'command', command }).waitsUntil).toBe(10);
});

test('skipping the wait of a to-do that is handed on hands it on: the patient stays at the step', () => {
  const handedOn = (node: string): Op => ({
    ...ask('done', { well: 'done' })(node),
    pending: { event: 'task.closed', until: { deadline: { after: 30 }, port: 'escalated', to: 'todo/1' } },
  });
  const plan = planOf({
    start: begin('todo'),
    todo: handedOn,
    'todo/1': ask('done', { well: 'done' }, { after: 60, to: 'done' }),
    done: end('done'),
  });
  const play = new Play(plan).acted('pending').command({ op: 'skipWait', node: 'todo' });
  expect(play.last).toMatchObject({ node: 'todo', kind: 'woke', by: 'operator' });
  expect(play.last).not.toHaveProperty('port');
  expect(play.effects).toMatchObject([{ do: 'perform', node: 'todo', visit: 1 }]);
});
