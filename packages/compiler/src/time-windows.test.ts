import { DAY, HOUR, type Journey, MINUTE } from '@suivi/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Agenda } from './agenda.ts';
import { compile } from './compile.ts';
import { type Arrow, draw, EXIT, refill, TRIGGER, withConfig } from './journey-fixture.ts';
import { timeWindows } from './time-windows.ts';
import type { TimeSetting } from './walk-flow.ts';

type Node = readonly [string, Record<string, unknown>?];

/** `[earliest, latest]` since entry, in days. */
function days(journey: Journey, setting?: TimeSetting): Record<string, [number, number | string]> {
  const windows = Object.entries(timeWindows(journey, setting));
  const inDays = (length: number | string) => (typeof length === 'number' ? length / DAY : length);
  return Object.fromEntries(
    windows.map(([node, { earliest, latest }]) => [node, [earliest / DAY, inDays(latest) as number | string]]),
  );
}

/** The same on the wall clock: `D1 10:00`. */
function clock(journey: Journey, node: string, setting?: TimeSetting): [string, string] {
  const window = timeWindows(journey, setting)[node]?.clock;
  const words = (at: number | 'unbounded' | undefined) => {
    if (typeof at !== 'number') return String(at);
    const minutes = Math.floor((at % DAY) / MINUTE);
    const two = (part: number) => String(part).padStart(2, '0');
    return `D${Math.floor(at / DAY)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  };
  return [words(window?.earliest), words(window?.latest)];
}

/** Waits one after the other between a trigger and an exit. */
function row(...untils: object[]): Journey {
  const nodes: Record<string, Node> = { start: TRIGGER };
  untils.forEach((until, k) => {
    nodes[`w${k}`] = ['wait-duration', { until }];
  });
  nodes.done = EXIT;
  const names = Object.keys(nodes);
  return draw(
    nodes,
    names.slice(1).map((to, k): Arrow => [names[k] ?? '', 'next', to]),
  );
}

const MORNING = { entry: { from: '08:00', to: '08:00' } } as const;

describe('a window', () => {
  test('adds up the waits; an event may come at once or at the last moment', () => {
    expect(days(refill())).toEqual({
      start: [0, 0],
      hello: [0, 0],
      pause: [0, 0],
      ask: [7, 7],
      reply: [7, 7],
      refilled: [7, 9],
      done: [7, 30],
      lost: [7, 30],
    });
  });

  test('of a wait until a local time hangs on the time of entry', () => {
    const journey = row({ inDays: 1, at: '10:00' });
    expect(days(journey, MORNING).done).toEqual([26, 26].map((hours) => expect.closeTo(hours / 24, 2)));
    const [low, high] = days(journey).done ?? [];
    expect(low).toBeCloseTo(10 / 24, 2);
    expect(high).toBeCloseTo(34 / 24, 2);
    expect(clock(journey, 'done')).toEqual(['D1 10:00', 'D1 10:00']);
  });

  test('of the same local time day after day stays sharp: 28 days later it is one minute on the clock', () => {
    const journey = row(...Array.from({ length: 28 }, () => ({ inDays: 1, at: '09:00' })), { inDays: 0, at: '19:30' });
    expect(clock(journey, 'done')).toEqual(['D28 19:30', 'D28 19:30']);
  });

  test('of a local time that may be over goes on at once', () => {
    expect(clock(row({ inDays: 0, at: '10:00' }), 'done')).toEqual(['D0 10:00', 'D0 23:59']);
  });

  test('widens by the change of the clock where there is summer time', () => {
    const journey = row({ after: 'P7D' });
    expect(clock(journey, 'done', MORNING)).toEqual(['D7 08:00', 'D7 08:00']);
    expect(clock(journey, 'done', { ...MORNING, shift: HOUR })).toEqual(['D7 07:00', 'D7 09:00']);
    const local = row({ inDays: 7, at: '08:00' });
    const { earliest, latest } = timeWindows(local, { ...MORNING, shift: HOUR }).done ?? {};
    expect(earliest).toBeLessThanOrEqual(7 * DAY - HOUR);
    expect(latest).toBeGreaterThanOrEqual(7 * DAY + HOUR);
  });

  test('of a loop without a limit is unbounded, and begins with the first round', () => {
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
    expect(days(loop)).toEqual({
      start: [0, 0],
      wait: [0, 'unbounded'],
      slow: [5, 'unbounded'],
      done: [0, 'unbounded'],
    });
  });

  test('of a loop that only a deadline from entry ends is bounded by it', () => {
    const journey = draw(
      {
        start: TRIGGER,
        wait: ['wait-for-event', { event: 'message.received', timeout: { sinceEntry: 'P30D' } }],
        hello: ['message', { text: '您好' }],
        done: EXIT,
      },
      [
        ['start', 'next', 'wait'],
        ['wait', 'event', 'hello'],
        ['hello', 'next', 'wait'],
        ['wait', 'timeout', 'done'],
      ],
    );
    expect(days(journey).done).toEqual([30, 30]);
    expect(days(journey).hello).toEqual([0, 30]);
  });
});

describe('a repeat', () => {
  const camp = (times: number, day: object = { inDays: 1, at: '07:30' }) =>
    draw(
      {
        start: TRIGGER,
        n: ['repeat', { times }],
        day: ['wait-duration', { until: day }],
        hello: ['message', { text: '早' }],
        done: EXIT,
      },
      [
        ['start', 'next', 'day'],
        ['day', 'next', 'hello'],
        ['hello', 'next', 'n'],
        ['n', 'again', 'day'],
        ['n', 'done', 'done'],
      ],
    );

  test('is walked round by round: its last day is known to the minute', () => {
    expect(clock(camp(27), 'done')).toEqual(['D28 07:30', 'D28 07:30']);
    expect(clock(camp(27), 'hello')).toEqual(['D1 07:30', 'D28 07:30']);
    expect(clock(camp(999), 'done')).toEqual(['D1000 07:30', 'D1000 07:30']);
    expect(days(camp(36, { after: 'P28D' })).done).toEqual([37 * 28, 37 * 28]);
  });

  test('inside another one counts anew each time', () => {
    const journey = draw(
      {
        start: TRIGGER,
        day: ['wait-duration', { until: { after: 'P1D' } }],
        inner: ['repeat', { times: 6 }],
        outer: ['repeat', { times: 3 }],
        done: EXIT,
      },
      [
        ['start', 'next', 'day'],
        ['day', 'next', 'inner'],
        ['inner', 'again', 'day'],
        ['inner', 'done', 'outer'],
        ['outer', 'again', 'day'],
        ['outer', 'done', 'done'],
      ],
    );
    expect(days(journey).done).toEqual([28, 28]);
  });

  test('that can be left half way and entered again may go on counting where it was', () => {
    const journey = draw(
      {
        start: TRIGGER,
        wait: ['wait-for-event', { event: 'message.received', timeout: { after: 'P1D' } }],
        inner: ['repeat', { times: 9 }],
        rest: ['wait-duration', { until: { after: 'PT1H' } }],
        outer: ['repeat', { times: 2 }],
        done: EXIT,
      },
      [
        ['start', 'next', 'wait'],
        ['wait', 'timeout', 'inner'],
        ['wait', 'event', 'rest'],
        ['inner', 'again', 'wait'],
        ['inner', 'done', 'outer'],
        ['rest', 'next', 'outer'],
        ['outer', 'again', 'wait'],
        ['outer', 'done', 'done'],
      ],
    );
    const [low, high] = days(journey).done ?? [];
    expect(low).toBeCloseTo(3 / 24, 5);
    // Nine time-outs, a reply at the end of the tenth day and an hour's rest, three times.
    expect(high).toBeCloseTo(30 + 3 / 24, 5);
  });
});

describe('weekdays', () => {
  test('come within a week, whatever the day of entry: four of them take three to four weeks', () => {
    const monday = { weekdays: [1], at: '10:00' };
    const [low, high] = days(row(monday, monday, monday, monday)).done ?? [];
    // Who enters on a Monday before ten has the first one on the same day.
    expect(low).toBeGreaterThan(20);
    expect(high).toBeLessThanOrEqual(28);
  });
});

describe('a date of the patient', () => {
  const exam = () =>
    draw(
      {
        start: TRIGGER,
        before: ['wait-until-date', { field: 'nextExam', offset: { days: -7 }, at: '10:00' }],
        ask: ['message', { text: '快到复查日了。' }],
        late: ['wait-until-date', { field: 'nextExam', offset: { days: -3 }, at: '10:00' }],
        done: EXIT,
        none: EXIT,
        over: EXIT,
      },
      [
        ['start', 'next', 'before'],
        ['before', 'due', 'ask'],
        ['before', 'past', 'over'],
        ['before', 'missing', 'none'],
        ['ask', 'next', 'late'],
        ['late', 'due', 'done'],
        ['late', 'past', 'over'],
        ['late', 'missing', 'none'],
      ],
    );

  test('is a clock of its own; from entry nothing bounds it', () => {
    const { ask, done } = timeWindows(exam());
    expect(ask?.latest).toBe('unbounded');
    const at = -7 * DAY + 10 * HOUR;
    expect(ask?.dates).toEqual([{ field: 'nextExam', earliest: at, latest: at }]);
    const then = -3 * DAY + 10 * HOUR;
    expect(done?.dates).toEqual([{ field: 'nextExam', earliest: then, latest: then }]);
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
