import { describe, expect, test } from 'vitest';
import { begin, end, fork, join, Play, planOf, wait } from './play-fixture.ts';

const done = { done: end('done') };

describe('a fork inside a track', () => {
  const nested = (inner: 'all' | 'any') =>
    planOf({
      start: begin('outer'),
      outer: fork('a', 'inner'),
      a: wait({ after: 50, to: 'meet' }),
      inner: fork('x', 'y'),
      x: wait({ after: 10, to: 'near' }),
      y: wait({ after: 20, to: 'near' }),
      near: join(inner, 'late'),
      late: wait({ after: 100, to: 'meet' }),
      meet: join('all', 'done'),
      ...done,
    });

  test('comes together at its own join, then the outer one waits for all of its tracks', () => {
    const play = new Play(nested('all')).passed(20);
    expect(play.state.tokens.map(({ at }) => at)).toEqual(['a', 'late']);
    expect(play.passed(50).state.ended).toBeUndefined();
    expect(play.waitsUntil).toBe(120);
    expect(play.passed(120).path.at(-1)).toBe('120 done left done');
    expect(play.state.groups).toBeUndefined();
  });

  test('is given up with the track that it belongs to', () => {
    const plan = planOf({ ...opsOf(nested('all')), meet: join('any', 'done'), a: wait({ after: 15, to: 'meet' }) });
    expect(new Play(plan).passed(15).path.slice(-4)).toEqual([
      '15 near moved join',
      '15 y moved join',
      '15 meet woke next join',
      '15 done left done',
    ]);
  });

  test('whose tracks come straight to the join of the outer one are counted there one by one', () => {
    const plan = planOf({
      start: begin('outer'),
      outer: fork('a', 'inner'),
      a: wait({ after: 50, to: 'meet' }),
      inner: fork('x', 'y'),
      x: wait({ after: 10, to: 'meet' }),
      y: wait({ after: 20, to: 'meet' }),
      meet: join('all', 'done', 'outer'),
      ...done,
    });
    const play = new Play(plan).passed(20);
    expect(play.waitsUntil).toBe(50);
    expect(play.passed(50).path.slice(-4)).toEqual([
      '50 meet joined join',
      '50 meet joined join',
      '50 meet woke next join',
      '50 done left done',
    ]);
  });
});

/** The instructions of another plan of this file, as they are. */
function opsOf(other: ReturnType<typeof planOf>): Record<string, () => (typeof other.ops)[string]> {
  return Object.fromEntries(Object.entries(other.ops).map(([address, op]) => [address, () => op]));
}
