import { describe, expect, test } from 'vitest';
import { refusalOf } from './command.ts';
import { act, begin, end, fork, Play, planOf, wait } from './play-fixture.ts';
import type { Command } from './state.ts';

const plan = planOf({
  start: begin('pause'),
  pause: wait({ after: 100, to: 'hello' }),
  hello: act('reply'),
  reply: wait({ after: 50, to: 'silent' }, [{ type: 'reply', to: 'answered' }]),
  silent: end('silent'),
  answered: end('answered'),
});

describe('an operator', () => {
  test('skips a wait: the run goes on as if its time had come, and the row says who and why', () => {
    const play = new Play(plan).command({ op: 'skipWait', node: 'pause', at: 30 });
    expect(play.rows.find(({ by }) => by === 'operator')).toMatchObject({
      node: 'pause',
      kind: 'woke',
      at: 30,
      port: 'timeout',
      detail: { who: 'u1', reason: 'asked' },
    });
    expect(play.effects).toMatchObject([{ do: 'perform', node: 'hello', at: 30 }]);
  });

  test('moves somebody to another node: the old place is left, the new one entered', () => {
    const play = new Play(plan).command({ op: 'goto', node: 'pause', to: 'reply', at: 30 });
    expect(play.path).toEqual(['30 pause moved operator']);
    expect(play.waitsUntil).toBe(80);
  });

  test('takes somebody out with an outcome', () => {
    const play = new Play(plan).command({ op: 'exit', node: 'pause', outcome: 'moved away', at: 30 });
    expect(play.path).toEqual(['30 pause left moved away']);
    expect(play.effects).toEqual([{ do: 'finish', how: 'exited', outcome: 'moved away' }]);
  });

  test('who saw an older picture is refused, and nothing changes', () => {
    const play = new Play(plan);
    const old = { op: 'exit' as const, node: 'pause', at: 30, expectSeq: play.state.nextRow - 1, by: 'u1', reason: '' };
    play.passed(100);
    expect(refusalOf(plan, play.state, old)).toBe('stale');
    const before = play.state;
    play.feed({ kind: 'command', command: old });
    expect(play.state).toEqual(before);
  });

  test('is refused while an activity is out, at a node that is not there, and after the end', () => {
    const command = (play: Play, more: object) => ({
      op: 'goto' as const,
      node: 'pause',
      to: 'reply',
      at: 0,
      expectSeq: play.state.nextRow - 1,
      by: 'u1',
      reason: '',
      ...more,
    });
    const play = new Play(plan);
    expect(refusalOf(plan, play.state, command(play, { to: 'nowhere' }))).toBe('node-unknown');
    expect(refusalOf(plan, play.state, command(play, { to: 'start' }))).toBe('node-unknown');
    play.passed(100);
    expect(refusalOf(plan, play.state, command(play, { node: 'hello' }))).toBe('busy');
    play.acted().passed(150);
    expect(refusalOf(plan, play.state, command(play, {}))).toBe('ended');
  });

  describe('where the driver can give up an activity that is out', () => {
    const seen = (play: Play, more: Partial<Command>): Command => ({
      op: 'exit',
      node: 'hello',
      at: 130,
      expectSeq: play.state.nextRow - 1,
      by: 'u1',
      reason: '',
      ...more,
    });
    const busy = () => new Play(plan).passed(100);

    test('takes somebody out at once; the outcome that comes later counts for nothing', () => {
      const play = busy();
      expect(refusalOf(plan, play.state, seen(play, {}), true)).toBeUndefined();
      play.command(seen(play, { outcome: 'moved away' }));
      const { state } = play;
      expect(play.path.at(-1)).toBe('130 hello left moved away');
      expect(play.acted().state).toEqual(state);
    });

    test('does so before whatever else is due by then', () => {
      const two = planOf({
        start: begin('part'),
        part: fork('hello', 'short'),
        hello: act('done'),
        short: wait({ after: 20, to: 'done' }),
        long: wait({ after: 500, to: 'done' }),
        done: end('done'),
      });
      const play = new Play(two);
      play.command(seen(play, { op: 'goto', to: 'long', at: 300 }));
      expect(play.path.at(-1)).toBe('20 hello moved operator');
      expect(play.passed(20).path.at(-1)).toBe('20 done left done');
    });

    test('moves somebody away from it, but nobody else past it', () => {
      const play = busy();
      expect(refusalOf(plan, play.state, seen(play, { op: 'goto', to: 'reply' }), true)).toBeUndefined();
      expect(refusalOf(plan, play.state, seen(play, { op: 'skipWait' }), true)).toBe('busy');
      play.command(seen(play, { op: 'goto', to: 'reply' }));
      expect(play.waitsUntil).toBe(180);
      const { state } = play;
      expect(play.feed({ kind: 'acted', token: 1, node: 'hello', visit: 1, outcome: 'queued' }).state).toEqual(state);
    });
  });
});
