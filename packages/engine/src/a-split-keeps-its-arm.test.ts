import { expect, test } from 'vitest';
import { armOf } from './arm.ts';
import { begin, end, Play, planOf, repeat, split, wait } from './play-fixture.ts';

const arms = (...weights: number[]) => ({
  op: 'split' as const,
  node: 's',
  arms: weights.map((weight, index) => ({ weight, port: `arm-${index}`, to: `arm-${index}` })),
});

test('the same patient takes the same arm every time', () => {
  for (let n = 0; n < 100; n++) expect(armOf(arms(1, 1, 2), `p${n}`)).toEqual(armOf(arms(1, 1, 2), `p${n}`));
});

test('arms are taken by their weights', () => {
  const counts = new Map<string, number>();
  for (let n = 0; n < 20_000; n++) {
    const { port } = armOf(arms(1, 1, 2), `patient-${n}`);
    counts.set(port, (counts.get(port) ?? 0) + 1);
  }
  expect((counts.get('arm-0') ?? 0) / 20_000).toBeCloseTo(0.25, 1);
  expect((counts.get('arm-2') ?? 0) / 20_000).toBeCloseTo(0.5, 1);
});

test('whoever is left alone for comparison is told by their row', () => {
  const arm = (weight: number, to: string, more: { holdOut?: true } = {}) => ({ weight, port: to, to, ...more });
  const plan = planOf({
    start: begin('s'),
    s: (node) => ({ op: 'split', node, arms: [arm(0, 'all'), arm(1, 'none', { holdOut: true })] }),
    all: end('all'),
    none: end('none'),
  });
  expect(new Play(plan).path).toEqual(['0 s branched none hold-out', '0 none left none']);
});

test('an arm of weight nought is taken by nobody', () => {
  for (let n = 0; n < 1_000; n++) expect(armOf(arms(0, 1, 0), `p${n}`).port).toBe('arm-1');
});

test('two splits of one journey choose independently of each other', () => {
  const other = { ...arms(1, 1), node: 't' };
  const same = Array.from({ length: 2_000 }, (_, n) => armOf(arms(1, 1), `p${n}`).port === armOf(other, `p${n}`).port);
  expect(same.filter(Boolean).length / 2_000).toBeCloseTo(0.5, 1);
});

test('a repeat goes round so many times, then on, and counts anew when it is reached again', () => {
  const plan = planOf({
    start: begin('outer'),
    outer: repeat(2, 'inner', 'done'),
    inner: repeat(3, 'day', 'outer'),
    day: wait({ after: 10, to: 'inner' }),
    done: end('done'),
  });
  const play = new Play(plan).passed(1_000);
  expect(play.path.at(-1)).toBe('60 done left done');
  expect(
    play.rows.filter(({ node, port }) => node === 'inner' && port === 'again').map(({ detail }) => detail?.round),
  ).toEqual([1, 2, 3, 1, 2, 3]);
  expect(play.state.rounds).toEqual({ outer: 0, inner: 0 });
});

test('the arm is in the trace', () => {
  const play = new Play(planOf({ start: begin('s'), s: split({ a: 1, b: 0 }), a: end('a'), b: end('b') }));
  expect(play.path).toEqual(['0 s branched a split', '0 a left a']);
});

test('a split of no weight at all takes its last arm, and without arms it is a bug that is named', () => {
  expect(armOf(arms(0, 0, 0), 'p1').port).toBe('arm-2');
  expect(() => armOf(arms(), 'p1')).toThrow('the split s has no arms');
});
