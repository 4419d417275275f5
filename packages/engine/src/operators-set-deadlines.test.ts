import { describe, expect, test } from 'vitest';
import { refusalOf } from './command.ts';
import { act, ask, begin, end, fork, join, Play, planOf, wait, waitUntil } from './play-fixture.ts';

const plan = planOf({
  start: begin('pause'),
  pause: wait({ after: 100, to: 'nurse' }),
  nurse: ask('done', { handled: 'done' }, { after: 50, to: 'done' }),
  done: end('done'),
});
const set = (play: Play, until: number, at = 30, node = 'pause') =>
  play.command({ op: 'setDeadline', node, until, at });

describe('a deadline that an operator sets', () => {
  test('is the one that counts from then on, earlier or later', () => {
    expect(set(new Play(plan), 60).waitsUntil).toBe(60);
    const later = set(new Play(plan), 200);
    expect(later.waitsUntil).toBe(200);
    expect(later.last).toMatchObject({
      node: 'pause',
      kind: 'waiting',
      at: 30,
      until: 200,
      by: 'operator',
      detail: { who: 'u1', reason: 'asked' },
    });
  });

  test('in the past is over at once', () => {
    const play = set(new Play(plan), 10);
    expect(play.waitsUntil).toBe(30);
    expect(play.passed(30).path).toEqual(['30 pause woke timeout deadline']);
  });

  test('counts for the answer of a person as well', () => {
    const play = new Play(plan).passed(100).acted('pending');
    set(play, 400, 110, 'nurse');
    expect(play.last).toMatchObject({ node: 'nurse', kind: 'acting', until: 400, by: 'operator' });
    expect(play.event('task.closed', 300, { act: 'r1/nurse/1', outcome: 'handled' }).path.at(-1)).toBe(
      '300 done left done',
    );
  });

  test('is not computed anew when the date of the patient moves, and the next wait has its own again', () => {
    const dated = planOf(
      {
        start: begin('visit'),
        visit: waitUntil({ date: { field: 'visit', offsetDays: 0, at: '00:00' } }, 'again'),
        again: waitUntil({ date: { field: 'visit', offsetDays: 9, at: '00:00' } }, 'done'),
        done: end('done'),
      },
      { facts: ['visit'], listens: ['field.changed'] },
    );
    const zone = { zone: 'UTC', version: '1', untils: [], offsets: [0] };
    const play = new Play(dated, 0, { zone }).facts({ visit: '1970-01-03' });
    set(play, 5_000, 30, 'visit');
    play.event('field.changed', 60, { key: 'visit' }).facts({ visit: '1970-01-02' });
    expect(play.waitsUntil).toBe(5_000);
    play.passed(5_000).facts({ visit: '1970-01-02' });
    expect(play.waitsUntil).toBe(10 * 86_400_000);
  });

  test('in a pause does not fire before that ends, and is not put off by it', () => {
    const play = new Play(plan).command({ op: 'pause', node: 'pause', mode: 'stretch', at: 20 });
    set(play, 60, 30);
    expect(play.last).toMatchObject({ kind: 'held', by: 'paused' });
    expect(play.waitsUntil).toBe(null);
    expect(play.command({ op: 'resume', node: 'pause', at: 50 }).waitsUntil).toBe(60);
  });
});

describe('is refused', () => {
  const refused = (play: Play, node: string) =>
    refusalOf(play.plan, play.state, {
      op: 'setDeadline',
      node,
      until: 5,
      at: 1,
      expectSeq: play.state.nextRow - 1,
      by: 'u1',
      reason: '',
    });

  test('where a wait has no time of its own, at a join, and while an activity is out', () => {
    const other = planOf({
      start: begin('part'),
      part: fork('a', 'b'),
      a: wait({ after: 5, to: 'meet' }),
      b: wait(undefined, [{ type: 'reply', to: 'hello' }]),
      hello: act('meet'),
      meet: join('all', 'done'),
      done: end('done'),
    });
    const play = new Play(other).passed(5);
    expect(refused(play, 'b')).toBe('no-deadline');
    expect(refused(play, 'meet')).toBe('no-deadline');
    play.event('reply', 6);
    expect([refused(play, 'hello'), refused(play, 'meet')]).toEqual(['busy', 'busy']);
  });

  test('where an activity’s turn waits for the end of a pause', () => {
    const turn = new Play(planOf({ start: begin('hello'), hello: act('done'), done: end('done') }), 0, {
      clinicalHold: true,
    });
    expect(refused(turn, 'hello')).toBe('not-waiting');
  });
});
