import { describe, expect, test } from 'vitest';
import { act, ask, begin, end, Play, planOf, wait, waitUntil } from './play-fixture.ts';
import { standing } from './standing.ts';

const UTC = { zone: 'UTC', version: '1', untils: [], offsets: [0] };
const stands = (play: Play) => standing(play.plan, play.state);

const plan = planOf(
  {
    start: begin('hello'),
    hello: act('reply'),
    reply: wait({ after: 100, to: 'nurse' }, [{ type: 'reply', to: 'done' }]),
    nurse: ask('done', { well: 'done' }),
    done: end('done'),
  },
  { exits: [{ node: 'stop', on: { type: 'therapy.stopped' }, outcome: 'stopped' }], listens: ['therapy.stopped'] },
);
const waiting = () => new Play(plan).acted();
const withNurse = () => waiting().passed(100).acted('pending');

describe('a patient in a journey', () => {
  test('whose message is being sent is seen there, and the driver is asked to send it', () => {
    const play = new Play(plan);
    expect(stands(play)).toEqual({ node: 'hello', state: 'running' });
    expect(play.effects).toMatchObject([{ do: 'perform', node: 'hello' }]);
  });

  test('who waits is seen there, with the instant at which they go on by themselves', () => {
    const play = waiting();
    expect(stands(play)).toEqual({ node: 'reply', state: 'waiting', until: 100 });
    expect(play.last).toMatchObject({ node: 'reply', kind: 'waiting', until: 100 });
  });

  test('whose to-do nobody closes is seen there, however long it takes', () => {
    const play = withNurse();
    for (const at of [1_000, 1_000_000, 1_000_000_000]) {
      play.passed(at);
      expect(stands(play)).toEqual({ node: 'nurse', state: 'waiting' });
    }
    expect(play.event('task.closed', 2_000_000_000, { act: 'r1/nurse/1', outcome: 'well' }).path.at(-1)).toBe(
      '2000000000 done left done',
    );
  });

  test.each([
    ['a pause', (play: Play) => play.command({ op: 'pause', node: 'reply', mode: 'hold', at: 40 }), 'paused'],
    ['a clinical hold', (play: Play) => play.event('clinical.hold', 40), 'clinical'],
  ])('in %s is held there, and the newest row says why', (_, stop, why) => {
    const play = stop(waiting());
    expect(stands(play)).toEqual({ node: 'reply', state: 'held' });
    expect(play.last).toMatchObject({ node: 'reply', kind: 'held', by: why, at: 40 });
  });

  test('for whom a year of the calendar is missing is held there, and the newest row names the year', () => {
    const dated = planOf(
      {
        start: begin('days'),
        days: waitUntil({ inDays: 3, at: '10:00', calendar: 'cn-workdays' }, 'done'),
        done: end('done'),
      },
      { calendars: ['cn-workdays'] },
    );
    const play = new Play(dated, Date.UTC(2026, 11, 30), { zone: UTC }).facts({}, []);
    expect(stands(play)).toEqual({ node: 'days', state: 'held' });
    expect(play.last).toMatchObject({
      node: 'days',
      kind: 'held',
      by: 'calendar',
      detail: { calendar: 'cn-workdays' },
    });
  });

  test('in a loop without a wait is held in it, and the newest row says so', () => {
    const loop = new Play(planOf({ start: begin('a'), a: act('b'), b: act('a') }));
    while (loop.effects[0]?.do === 'perform') loop.acted();
    expect(stands(loop)).toMatchObject({ state: 'held' });
    expect(loop.last).toMatchObject({ kind: 'held', by: 'loop' });
  });
});

describe('a patient who has left', () => {
  test.each([
    [
      'at the end',
      (play: Play) => play.event('reply', 40),
      'finished',
      { node: 'done', outcome: 'done', exit: undefined },
    ],
    [
      'by an exit rule',
      (play: Play) => play.event('therapy.stopped', 40),
      'exited',
      { node: 'stop', outcome: 'stopped', exit: 'rule' },
    ],
    [
      'because an operator took them out',
      (play: Play) => play.command({ op: 'exit', node: 'reply', outcome: 'moved away', at: 40 }),
      'exited',
      { node: 'reply', outcome: 'moved away', exit: 'operator' },
    ],
  ])('%s is nowhere any more, and the last row says when, where and with which outcome', (_, leave, how, last) => {
    const play = leave(waiting());
    expect(stands(play)).toBeUndefined();
    expect(play.last).toMatchObject({ kind: 'left', at: 40, node: last.node, by: last.outcome });
    expect(play.last?.detail?.exit).toBe(last.exit);
    expect(play.effects).toEqual([{ do: 'finish', how, outcome: last.outcome }]);
  });
});
