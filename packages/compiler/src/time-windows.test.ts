import { DAY, type Journey } from '@suivi/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Agenda } from './agenda.ts';
import { compile } from './compile.ts';
import { draw, EXIT, refill, TRIGGER, withConfig } from './journey-fixture.ts';
import { earliestArrivals } from './time-windows.ts';

function arrivals(journey: Journey): Record<string, number> {
  const { plan } = compile(journey);
  if (!plan) throw new Error('the journey does not compile');
  return Object.fromEntries([...earliestArrivals(plan)].map(([at, length]) => [at, length / DAY]));
}

describe('the earliest arrival after entry', () => {
  test('adds up the waits, and an event may come at once', () => {
    expect(arrivals(refill())).toEqual({
      start: 0,
      hello: 0,
      pause: 0,
      ask: 7,
      reply: 7,
      refilled: 7,
      done: 7,
      lost: 7,
    });
  });

  test('by a time-out is that of the deadline, from arrival or from entry', () => {
    const only = (timeout: object) =>
      draw(
        {
          start: TRIGGER,
          pause: ['wait-duration', { until: { after: 'P7D' } }],
          wait: ['wait-for-event', { event: 'order.paid', timeout }],
          late: EXIT,
          done: EXIT,
        },
        [
          ['start', 'next', 'pause'],
          ['pause', 'next', 'wait'],
          ['wait', 'timeout', 'late'],
          ['wait', 'event', 'done'],
        ],
      );
    expect(arrivals(only({ after: 'P2D' })).late).toBe(9);
    expect(arrivals(only({ sinceEntry: 'P30D' })).late).toBe(30);
  });

  test('takes the quickest of several ways, also round a loop', () => {
    const loop = draw(
      {
        start: TRIGGER,
        wait: ['wait-for-event', { event: 'order.paid', timeout: { after: 'P5D' } }],
        slow: ['wait-duration', { until: { after: 'P9D' } }],
        done: EXIT,
      },
      [
        ['start', 'next', 'wait'],
        ['wait', 'timeout', 'slow'],
        ['slow', 'next', 'wait'],
        ['wait', 'event', 'done'],
      ],
    );
    expect(arrivals(loop)).toEqual({ start: 0, wait: 0, slow: 5, done: 0 });
  });
});

test('a deadline one second after the earliest arrival can still be met', () => {
  const journey = withConfig(refill(), 'refilled', { timeout: { sinceEntry: 'P7DT1S' } });
  expect(compile(journey).diagnostics).toEqual([]);
});

test('an agenda hands out the smallest number first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (numbers) => {
      const agenda = new Agenda<number>();
      for (const number of numbers) agenda.add(number, number);
      const taken = [];
      for (let next = agenda.take(); next; next = agenda.take()) taken.push(next.item);
      expect(taken).toEqual([...numbers].sort((a, b) => a - b));
    }),
  );
});
