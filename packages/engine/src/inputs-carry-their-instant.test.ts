import { describe, expect, test } from 'vitest';
import { act, begin, end, Play, planOf, wait } from './play-fixture.ts';

const reply = planOf({
  start: begin('ask'),
  ask: wait({ after: 100, to: 'silent' }, [{ type: 'reply', to: 'answered' }]),
  silent: end('silent'),
  answered: end('answered'),
});

describe('a deadline and an event', () => {
  test('a deadline before the event fires first', () => {
    expect(new Play(reply).event('reply', 101).path).toEqual([
      '100 ask woke timeout deadline',
      '100 silent left silent',
    ]);
  });

  test('at the same instant the event wins', () => {
    expect(new Play(reply).event('reply', 100).path).toEqual([
      '100 ask woke got reply reply',
      '100 answered left answered',
    ]);
  });

  test('a reply one instant before the time-out wins even when it is routed long after it', () => {
    // The driver reads what came in before it lets the deadline pass: the clock may be far beyond both.
    const play = new Play(reply).event('reply', 99).passed(1_000_000);
    expect(play.path).toEqual(['99 ask woke got reply reply', '99 answered left answered']);
  });

  test('what has passed stays passed: an event from before it does not bring a run back', () => {
    const play = new Play(reply).passed(100).event('reply', 50);
    expect(play.path).toEqual(['100 ask woke timeout deadline', '100 silent left silent']);
  });
});

test('several deadlines before one event fire in order, each at its own instant', () => {
  const plan = planOf({
    start: begin('a'),
    a: wait({ after: 10, to: 'b' }),
    b: wait({ after: 10, to: 'c' }),
    c: wait({ after: 10, to: 'late' }, [{ type: 'reply', to: 'done' }]),
    late: end('late'),
    done: end('done'),
  });
  expect(new Play(plan).event('reply', 25).path).toEqual([
    '10 a woke timeout deadline',
    '20 b woke timeout deadline',
    '25 c woke got reply reply',
    '25 done left done',
  ]);
});

describe('an activity', () => {
  const plan = planOf({
    start: begin('hello'),
    hello: act('ask'),
    ask: wait({ after: 10, to: 'silent' }, [{ type: 'reply', to: 'answered' }]),
    silent: end('silent'),
    answered: end('answered'),
  });

  test('happens at the instant of its request, however long it takes', () => {
    const play = new Play(plan, 5).passed(1_000).acted().passed(1_000);
    expect(play.path).toEqual(['5 hello acted next queued', '15 ask woke timeout deadline', '15 silent left silent']);
  });

  test('that is out lets nothing else happen: what came meanwhile is applied after it, in order', () => {
    const play = new Play(plan).event('reply', 3);
    expect(play.effects).toMatchObject([{ do: 'perform', node: 'hello', visit: 1, at: 0, kind: 'sendMessage' }]);
    expect(play.acted().path).toEqual([
      '0 hello acted next queued',
      '3 ask woke got reply reply',
      '3 answered left answered',
    ]);
  });

  test('names what is to be done, for the driver to do once', () => {
    expect(new Play(plan).effects).toEqual([
      {
        do: 'perform',
        token: 1,
        kind: 'sendMessage',
        with: { content: 'text of hello' },
        node: 'hello',
        visit: 1,
        at: 0,
      },
    ]);
  });
});

test('a run that begins in the past catches up with one look at the clock, at the instants of its own', () => {
  const play = new Play(reply, -500).passed(0);
  expect(play.path).toEqual(['-400 ask woke timeout deadline', '-400 silent left silent']);
});

test('a deadline that is not due changes nothing, and the run says again until when it waits', () => {
  const play = new Play(reply);
  const before = play.state;
  play.passed(99);
  expect(play.state).toEqual(before);
  expect(play.waitsUntil).toBe(100);
});

test('a run that has ended stays ended, and says so whatever comes', () => {
  const play = new Play(reply).event('reply', 1);
  const { state } = play;
  const finish = [{ do: 'finish', how: 'finished', outcome: 'answered' }];
  expect(play.effects).toEqual(finish);
  play.event('reply', 2).passed(500).acted();
  expect(play.state).toEqual(state);
  expect(play.effects).toEqual(finish);
  expect(play.last?.kind).toBe('left');
});
