import { describe, expect, test } from 'vitest';
import { ask, begin, end, Play, planOf } from './play-fixture.ts';

const ends = { handled: end('handled'), none: end('none'), failed: end('failed') };
const todo = planOf({
  start: begin('nurse'),
  nurse: ask('failed', { handled: 'handled' }, { after: 100, to: 'none' }),
  ...ends,
});
const closed = (outcome: string, act = 'r1/nurse/1') => ({ act, outcome });

describe('a to-do', () => {
  test('keeps the run at its node until somebody closes it', () => {
    const play = new Play(todo).acted('pending');
    expect(play.last).toMatchObject({ kind: 'acting', node: 'nurse', until: 100 });
    expect(play.event('task.closed', 40, closed('handled')).path).toEqual([
      '40 nurse acted handled handled',
      '40 handled left handled',
    ]);
  });

  test('the outcome of another run’s or another visit’s to-do is not its own', () => {
    const play = new Play(todo).acted('pending');
    play
      .event('task.closed', 10, closed('handled', 'r2/nurse/1'))
      .event('task.closed', 11, closed('handled', 'r1/nurse/2'));
    expect(play.path).toEqual([]);
  });

  test('that nobody closes is over at its deadline; closed at that very instant it counts as closed', () => {
    expect(new Play(todo).acted('pending').passed(100).path.at(-1)).toBe('100 none left none');
    const last = new Play(todo).acted('pending').event('task.closed', 100, closed('handled'));
    expect(last.path.at(-1)).toBe('100 handled left handled');
  });

  test('an outcome without a port goes on by next', () => {
    const play = new Play(todo).acted('pending').event('task.closed', 10, closed('other'));
    expect(play.path).toEqual(['10 nurse acted next other', '10 failed left failed']);
  });

  test('closed while the answer of its creation is still on the way is not lost', () => {
    const play = new Play(todo).event('task.closed', 3, closed('handled')).acted('pending');
    expect(play.path.at(-1)).toBe('3 handled left handled');
  });

  test('that could not be created goes on at once', () => {
    expect(new Play(todo).acted('failed').path).toEqual(['0 nurse acted next failed', '0 failed left failed']);
  });
});

describe('a to-do that is handed on', () => {
  const escalating = planOf({
    start: begin('nurse'),
    nurse: ask('failed', { handled: 'handled' }, { after: 30, to: 'nurse/1' }),
    'nurse/1': ask('failed', { handled: 'handled' }, { after: 70, to: 'none' }),
    ...ends,
  });

  test('stays one visit of one node: the hand-over names no port and enters nothing anew', () => {
    const play = new Play(escalating).acted('pending').passed(30);
    expect(play.last).toMatchObject({ node: 'nurse', visit: 1, kind: 'woke', by: 'deadline' });
    expect(play.last).not.toHaveProperty('port');
    play.acted('pending');
    expect(play.rows.filter(({ node, kind }) => node === 'nurse' && kind === 'entered')).toHaveLength(1);
    expect(play.event('task.closed', 50, closed('handled')).path.at(-1)).toBe('50 handled left handled');
  });

  test('is over when the second time is up as well', () => {
    const play = new Play(escalating).acted('pending').passed(30).acted('pending').passed(100);
    expect(play.path.at(-1)).toBe('100 none left none');
  });
});
