import { describe, expect, test } from 'vitest';
import { act, begin, end, endTrack, fork, join, Play, planOf, wait, waitUntil } from './play-fixture.ts';

const done = { done: end('done') };
const UTC = { zone: 'UTC', version: '1', untils: [], offsets: [0] };
const HOUR = 3_600_000;

describe('a clinical hold', () => {
  test('writes no row at a join, and none at the track of a guard', () => {
    const plan = planOf(
      {
        start: begin('part'),
        part: fork('meet', 'rest'),
        rest: wait({ after: 100, to: 'meet' }),
        meet: join('all', 'done'),
        ...done,
        care: wait({ after: 1_000, to: 'over' }),
        over: endTrack('over'),
      },
      { guards: [{ node: 'guard', on: { type: 'ae' }, next: { port: 'then', to: 'care' } }], listens: ['ae'] },
    );
    const play = new Play(plan).event('ae', 1).event('clinical.hold', 5);
    expect(play.path.filter((row) => row.includes(' held '))).toEqual(['5 rest held clinical']);
    const rows = play.rows.length;
    play.command({ op: 'pause', node: 'rest', mode: 'stretch', at: 6 });
    expect(play.rows.slice(rows).map(({ node, kind }) => `${node} ${kind}`)).not.toContain('care held');
    play.command({ op: 'resume', node: 'rest', at: 9 }).event('clinical.released', 10);
    expect(play.state.tokens.find(({ aside }) => aside)?.doing).toEqual({ wait: 1_001 });
  });

  test('that is lifted tells nothing at a wait that it did not hold', () => {
    const plan = planOf({
      start: begin('rest'),
      rest: wait({ after: 100, to: 'done' }, [], { hold: 'skip' }),
      ...done,
    });
    const play = new Play(plan).event('clinical.hold', 5);
    const rows = play.rows.length;
    expect(play.event('clinical.released', 10).rows).toHaveLength(rows);
  });

  test('makes no wait longer that is only to be frozen', () => {
    const plan = planOf({
      start: begin('rest'),
      rest: wait({ after: 100, to: 'done' }, [], { hold: 'freeze' }),
      ...done,
    });
    const play = new Play(plan).event('clinical.hold', 40);
    expect(play.waitsUntil).toBeNull();
    expect(play.event('clinical.released', 70).waitsUntil).toBe(100);
  });

  test('is the only reason to leave out an activity that it may leave out', () => {
    const plan = planOf({ start: begin('hello'), hello: act('done', {}, 'skip'), ...done });
    expect(new Play(plan).effects).toMatchObject([{ do: 'perform', node: 'hello' }]);
    expect(new Play(plan, 0, { clinicalHold: true }).path).toEqual([
      '0 hello skipped next clinical',
      '0 done left done',
    ]);
  });

  test('does not leave out an activity of a guard', () => {
    const plan = planOf(
      {
        start: begin('rest'),
        rest: wait({ after: 100, to: 'done' }),
        ...done,
        warn: act('over', {}, 'skip'),
        over: endTrack('over'),
      },
      { guards: [{ node: 'guard', on: { type: 'ae' }, next: { port: 'then', to: 'warn' } }], listens: ['ae'] },
    );
    const play = new Play(plan, 0, { clinicalHold: true }).event('ae', 1);
    expect(play.effects).toMatchObject([{ do: 'perform', node: 'warn' }]);
  });
});

describe('when a run goes on, the row says again what it waits for:', () => {
  test('the opening of a window', () => {
    const plan = planOf({
      start: begin('hours'),
      hours: waitUntil({ window: { from: '09:00', to: '20:00' } }, 'done'),
      ...done,
    });
    const play = new Play(plan, 0, { zone: UTC }).event('clinical.hold', HOUR).event('clinical.released', 2 * HOUR);
    expect(play.last).toMatchObject({ kind: 'deferred', by: 'released', at: 2 * HOUR, until: 9 * HOUR });
  });

  test('an event and no time', () => {
    const plan = planOf({ start: begin('rest'), rest: wait(undefined, [{ type: 'reply', to: 'done' }]), ...done });
    const play = new Play(plan).command({ op: 'pause', node: 'rest', mode: 'hold', at: 40 });
    expect(play.state.now).toBe(40);
    play.command({ op: 'resume', node: 'rest', at: 70 });
    expect(play.state.now).toBe(70);
    expect(play.last).toMatchObject({ kind: 'waiting', by: 'resumed' });
    expect(play.last).not.toHaveProperty('until');
    expect(play.waitsUntil).toBeNull();
  });

  test('a year of the calendar that nobody has added', () => {
    const plan = planOf(
      {
        start: begin('days'),
        days: waitUntil({ inDays: 2, at: '09:00', calendar: 'cn' }, 'done'),
        ...done,
      },
      { calendars: ['cn'] },
    );
    const play = new Play(plan, 0, { zone: UTC });
    while (play.effects[0]?.do === 'facts') play.facts({}, []);
    expect(play.last).toMatchObject({ kind: 'held', by: 'calendar', detail: { calendar: 'cn', year: 1970 } });
    play.event('clinical.hold', 5).event('clinical.released', 9);
    expect(play.last).toEqual({
      ...play.last,
      at: 9,
      kind: 'held',
      by: 'calendar',
      detail: { calendar: 'cn', year: 1970, event: 'e2' },
    });
  });

  test('a person who mends what holds it', () => {
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, k) => [`t${k}`, wait({ after: 1, to: 'done' })]));
    const play = new Play(planOf({ start: begin('part'), part: fork(...Object.keys(many)), ...many, ...done }));
    play.command({ op: 'pause', node: 'part', mode: 'hold', at: 5 }).command({ op: 'resume', node: 'part', at: 9 });
    expect(play.last).toMatchObject({ node: 'part', kind: 'held', at: 9, by: 'loop', detail: { who: 'u1' } });
  });
});

test('a pause that stretches puts off what counts from the entry too', () => {
  const plan = planOf({ start: begin('rest'), rest: wait({ sinceEntry: 300, to: 'done' }), ...done });
  const play = new Play(plan).command({ op: 'pause', node: 'rest', mode: 'stretch', at: 10 });
  expect(play.command({ op: 'resume', node: 'rest', at: 30 }).waitsUntil).toBe(320);
});

test('a deadline that an operator set in a window fires when the run goes on, whether or not the window is open', () => {
  const plan = planOf({
    start: begin('hours'),
    hours: waitUntil({ window: { from: '09:00', to: '20:00' } }, 'done'),
    ...done,
  });
  const play = new Play(plan, 0, { zone: UTC }).command({ op: 'pause', node: 'hours', mode: 'hold', at: 5 });
  play.command({ op: 'setDeadline', node: 'hours', at: 10, until: 50 });
  expect(play.command({ op: 'resume', node: 'hours', at: 60 }).waitsUntil).toBe(60);
});

test('an activity that is left out on resuming may end the run: nothing is told of the tracks after it', () => {
  const plan = planOf({
    start: begin('rest'),
    rest: wait({ after: 100, to: 'part' }, [{ type: 'reply', to: 'part' }]),
    part: fork('a', 'b'),
    a: act('done', {}, 'skip'),
    b: act('done', {}, 'skip'),
    ...done,
  });
  const play = new Play(plan, 0, { clinicalHold: true })
    .command({ op: 'pause', node: 'rest', mode: 'hold', at: 5 })
    .event('reply', 6)
    .command({ op: 'resume', node: 'a', at: 9 });
  expect(play.effects).toEqual([{ do: 'finish', how: 'finished', outcome: 'done' }]);
  expect(play.path.filter((row) => row.startsWith('9 b'))).toEqual(['9 b moved end']);
});

test('of two stops the one that is left holds an activity: the newest row says that one', () => {
  const plan = planOf({ start: begin('hello'), hello: act('done'), ...done });
  const play = new Play(plan, 0, { clinicalHold: true }).command({ op: 'pause', node: 'hello', mode: 'hold', at: 5 });
  play.command({ op: 'resume', node: 'hello', at: 9 });
  expect(play.last).toMatchObject({ node: 'hello', kind: 'held', at: 9, by: 'clinical' });
  expect(play.event('clinical.released', 12).effects).toMatchObject([{ do: 'perform', node: 'hello', at: 12 }]);
});
