import { describe, expect, test } from 'vitest';
import { act, begin, end, Play, planOf, wait } from './play-fixture.ts';

const plan = planOf({
  start: begin('pause'),
  pause: wait({ after: 50, to: 'until' }),
  until: wait({ sinceEntry: 30, to: 'over' }, [{ type: 'reply', to: 'answered' }]),
  over: end('over'),
  answered: end('answered'),
});

describe('a deadline from entry that is over on arrival', () => {
  test('fires on arrival and never before it, and the row says which instant it was', () => {
    const play = new Play(plan).passed(50);
    expect(play.path.slice(1)).toEqual(['50 until woke timeout deadline', '50 over left over']);
    expect(play.rows.find(({ node, kind }) => node === 'until' && kind === 'waiting')).toMatchObject({
      at: 50,
      until: 30,
    });
  });

  const acting = planOf({
    start: begin('pause'),
    pause: wait({ after: 50, to: 'hello' }),
    hello: act('until'),
    until: wait({ sinceEntry: 30, to: 'over' }, [{ type: 'reply', to: 'answered' }]),
    over: end('over'),
    answered: end('answered'),
  });

  test('is asked of the driver for the instant of the arrival', () => {
    expect(new Play(acting).passed(50).acted().waitsUntil).toBe(50);
  });

  test('gives way to an event of that very instant, whenever the driver gets to know it', () => {
    const before = new Play(acting).event('reply', 50).passed(50).acted();
    const meanwhile = new Play(acting).passed(50).event('reply', 50).acted();
    const after = new Play(acting).passed(50).acted().event('reply', 50);
    for (const play of [before, meanwhile, after]) expect(play.path.at(-1)).toBe('50 answered left answered');
  });
});
