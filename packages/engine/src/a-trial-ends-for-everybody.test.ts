import { describe, expect, test } from 'vitest';
import { begin, end, Play, planOf, wait } from './play-fixture.ts';

const plan = planOf({
  start: begin('day'),
  day: wait({ after: 100, to: 'done' }, [{ type: 'reply', to: 'answered' }]),
  done: end('done'),
  answered: end('answered'),
});
const closes = (at: number, inclusive?: true) => ({
  closes: { at, outcome: 'trial-ended', ...(inclusive ? { inclusive } : {}) },
});

describe('at the end of its trial a run', () => {
  test('leaves with that outcome, at that instant', () => {
    const play = new Play(plan, 0, closes(60)).passed(60);
    expect(play.path).toEqual(['60 day left trial-ended']);
    expect(play.last?.detail).toEqual({ exit: 'trial' });
    expect(play.effects).toEqual([{ do: 'finish', how: 'exited', outcome: 'trial-ended' }]);
  });

  test('asks its driver for that instant, when nothing comes before', () => {
    expect(new Play(plan, 0, closes(60)).waitsUntil).toBe(60);
    expect(new Play(plan, 0, closes(160)).waitsUntil).toBe(100);
  });

  test('an event at or after it counts for nothing, but tells that the trial is over', () => {
    expect(new Play(plan, 0, closes(60)).event('reply', 60).path).toEqual(['60 day left trial-ended']);
    expect(new Play(plan, 0, closes(60)).event('reply', 61).path).toEqual(['60 day left trial-ended']);
    expect(new Play(plan, 0, closes(60)).event('reply', 59).path.at(-1)).toBe('59 answered left answered');
  });

  test('a deadline of that very instant counts only for journeys that end by themselves then', () => {
    expect(new Play(plan, 0, closes(100)).passed(100).path).toEqual(['100 day left trial-ended']);
    expect(new Play(plan, 0, closes(100, true)).passed(100).path.at(-1)).toBe('100 done left done');
    expect(new Play(plan, 0, closes(100, true)).event('reply', 100).path.at(-1)).toBe('100 done left done');
  });

  test('everything that is due before it happens as ever, and nothing that is due after it', () => {
    expect(new Play(plan, 0, closes(101)).passed(100).path.at(-1)).toBe('100 done left done');
    expect(new Play(plan, 0, closes(160)).passed(200).path.at(-1)).toBe('100 done left done');
    expect(new Play(plan, 0, closes(99, true)).passed(200).path).toEqual(['99 day left trial-ended']);
    expect(new Play(plan, 0, closes(99, true)).event('reply', 200).path).toEqual(['99 day left trial-ended']);
  });
});
