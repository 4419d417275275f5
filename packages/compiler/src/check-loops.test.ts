import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { draw, EXIT, TRIGGER } from './journey-fixture.ts';
import { roundAndRound } from './vocabulary-cases.ts';

describe('a loop', () => {
  const round = (wait: readonly [string, Record<string, unknown>], port: string) =>
    draw({ start: TRIGGER, hello: ['message', { text: '您好', onBlocked: 'port' }], wait, done: EXIT }, [
      ['start', 'next', 'hello'],
      ['hello', 'next', 'wait'],
      ['wait', port, 'hello'],
      ...(port === 'next' ? [] : [['wait', port === 'event' ? 'timeout' : 'event', 'done'] as const]),
      ['hello', 'blocked', 'done'],
    ]);

  test.each([
    ['a fixed time', round(['wait-duration', { until: { after: 'P1D' } }], 'next')],
    ['an event', round(['wait-for-event', { event: 'message.received', timeout: { after: 'P1D' } }], 'event')],
    ['a time-out', round(['wait-for-event', { event: 'message.received', timeout: { after: 'P1D' } }], 'timeout')],
    [
      'an event, with a deadline from entry',
      round(['wait-for-event', { event: 'message.received', timeout: { sinceEntry: 'P9D' } }], 'event'),
    ],
  ])('that waits for %s is fine', (_, journey) => {
    expect(compile(journey).diagnostics).toEqual([]);
  });
});

describe('a loop through a to-do', () => {
  const again = (failed: string) =>
    draw(
      {
        start: TRIGGER,
        call: ['task', { group: 'nurse', title: { zh: '打电话' }, timeout: { after: 'P1D' } }],
        done: EXIT,
      },
      [
        ['start', 'next', 'call'],
        ['call', 'done', 'done'],
        ['call', 'unanswered', 'call'],
        ['call', 'failed', failed],
      ],
    );

  test('that waits for a person is fine', () => expect(compile(again('done')).diagnostics).toEqual([]));

  test('spins where the to-do cannot even be made', () => {
    expect(compile(again('call')).diagnostics).toMatchObject([{ code: 'CYCLE_WITHOUT_WAIT', node: 'call' }]);
  });
});

describe('a repeat', () => {
  test('is bounded: a few rounds need no wait', () => expect(compile(roundAndRound(99)).diagnostics).toEqual([]));

  test('with a wait inside may go round any number of times', () => {
    const journey = draw({ start: TRIGGER, day: ['wait-duration'], n: ['repeat', { times: 1_000 }], done: EXIT }, [
      ['start', 'next', 'day'],
      ['day', 'next', 'n'],
      ['n', 'again', 'day'],
      ['n', 'done', 'done'],
    ]);
    expect(compile(journey).diagnostics).toEqual([]);
  });

  test('whose last round leads back to it spins all the same', () => {
    const journey = draw({ start: TRIGGER, n: ['repeat', { times: 3 }], done: EXIT }, [
      ['start', 'next', 'n'],
      ['n', 'again', 'done'],
      ['n', 'done', 'n'],
    ]);
    expect(compile(journey).diagnostics).toMatchObject([{ code: 'CYCLE_WITHOUT_WAIT', node: 'n' }]);
  });
});
