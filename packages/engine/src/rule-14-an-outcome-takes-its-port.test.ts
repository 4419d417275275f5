import { expect, test } from 'vitest';
import { act, begin, end, Play, planOf } from './play-fixture.ts';

const plan = planOf({
  start: begin('hello'),
  hello: act('done', { blocked: 'refused' }),
  done: end('done'),
  refused: end('refused'),
});

test('an outcome with a port of its own takes it', () => {
  expect(new Play(plan).acted('blocked').path).toEqual(['0 hello acted blocked blocked', '0 refused left refused']);
});

test.each(['queued', 'failed', 'blocked(consent)', 'constructor', ''])(
  'an outcome without a port (%j) goes on and is recorded: the journey goes on',
  (outcome) => {
    const play = new Play(plan).acted(outcome);
    expect(play.path.at(-1)).toBe('0 done left done');
    expect(play.rows.find(({ kind }) => kind === 'acted')).toMatchObject({ port: 'next', by: outcome });
  },
);

test('what the activity says about it is kept in the trace', () => {
  const detail = { content: 'sha256:00' };
  const play = new Play(plan).feed({ kind: 'acted', token: 1, outcome: 'queued', detail });
  expect(play.rows.find(({ kind }) => kind === 'acted')?.detail).toEqual(detail);
});
