import { expect, test } from 'vitest';
import { begin, end, Play, planOf, wait } from './play-fixture.ts';

const DAY = 86_400_000;

test('"after" counts from the arrival at the wait: one day is 24 hours (rule 1)', () => {
  const plan = planOf({ start: begin('pause'), pause: wait({ after: DAY, to: 'done' }), done: end('done') });
  const play = new Play(plan, 1_000);
  expect(play.last).toMatchObject({ kind: 'waiting', until: 1_000 + DAY });
  expect(play.passed(1_000 + DAY - 1).rows).toHaveLength(3);
  expect(play.passed(1_000 + DAY).path).toEqual([
    `${1_000 + DAY} pause woke timeout deadline`,
    `${1_000 + DAY} done left done`,
  ]);
});

test('"since entry" counts from the enrolment, however long the way to the wait was', () => {
  const plan = planOf({
    start: begin('pause'),
    pause: wait({ after: 40, to: 'until' }),
    until: wait({ sinceEntry: 100, to: 'done' }),
    done: end('done'),
  });
  const play = new Play(plan, 7).passed(47);
  expect(play.waitsUntil).toBe(107);
  expect(play.passed(107).path.at(-1)).toBe('107 done left done');
});

test('a wait without a deadline waits for its event only', () => {
  const plan = planOf({
    start: begin('ask'),
    ask: wait(undefined, [{ type: 'reply', to: 'done' }]),
    done: end('done'),
  });
  const play = new Play(plan).passed(1_000_000);
  expect(play.waitsUntil).toBeNull();
  expect(play.last).not.toHaveProperty('until');
  expect(play.event('reply', 5).path.at(-1)).toBe('5 done left done');
});

test('a second visit has a deadline of its own', () => {
  const plan = planOf({
    start: begin('pause'),
    pause: wait({ after: 10, to: 'pause' }, [{ type: 'reply', to: 'done' }]),
    done: end('done'),
  });
  const play = new Play(plan).passed(35);
  expect(play.rows.filter(({ kind }) => kind === 'waiting').map(({ visit, until }) => [visit, until])).toEqual([
    [1, 10],
    [2, 20],
    [3, 30],
    [4, 40],
  ]);
});
