import { describe, expect, test } from 'vitest';
import { act, begin, end, Play, planOf, wait } from './play-fixture.ts';

const asking = ({ lookBack }: { lookBack: boolean }) =>
  planOf({
    start: begin('pause'),
    pause: wait({ after: 10, to: 'hello' }),
    hello: act('ask'),
    ask: wait({ after: 100, to: 'silent' }, [{ type: 'reply', to: 'answered' }], { lookBack }),
    silent: end('silent'),
    answered: end('answered'),
  });

describe('a wait for an event looks back to the instant at which the preceding step completed', () => {
  test('a reply that came while the message was on its way counts', () => {
    const play = new Play(asking({ lookBack: true })).event('reply', 11).acted();
    expect(play.path.slice(2)).toEqual(['11 ask woke got reply reply', '11 answered left answered']);
  });

  test('that instant included: a reply at the very instant of the message counts', () => {
    const play = new Play(asking({ lookBack: true })).passed(10).event('reply', 10).acted();
    expect(play.path.slice(2)).toEqual(['10 ask woke got reply reply', '10 answered left answered']);
  });

  test('a reply before that does not: it was not an answer to this', () => {
    const play = new Play(asking({ lookBack: true })).event('reply', 9).passed(10).acted();
    expect(play.waitsUntil).toBe(110);
  });

  test('an event of the instant at which a step completes is kept for the wait that follows', () => {
    // Events come before deadlines at one instant, so this one is applied while nobody waits for it.
    const play = new Play(asking({ lookBack: true })).event('reply', 10).passed(10).acted();
    expect(play.path).toEqual([
      '10 pause woke timeout deadline',
      '10 hello acted next queued',
      '10 ask woke got reply reply',
      '10 answered left answered',
    ]);
    expect(play.rows.find(({ by }) => by === 'reply')?.detail).toEqual({ event: 'e1' });
  });

  test('"only from now on" leaves that instant out', () => {
    const early = new Play(asking({ lookBack: false })).event('reply', 10).passed(10).acted();
    expect(early.waitsUntil).toBe(110);
    expect(early.event('reply', 11).path.at(-1)).toBe('11 answered left answered');
  });
});

describe('an event that was kept', () => {
  const twice = planOf({
    start: begin('pause'),
    pause: wait({ after: 10, to: 'one' }),
    one: wait({ after: 50, to: 'none' }, [{ type: 'reply', to: 'two' }]),
    two: wait({ after: 50, to: 'single' }, [{ type: 'reply', to: 'double' }]),
    none: end('none'),
    single: end('single'),
    double: end('double'),
  });

  test('is consumed once: the next wait does not get it again', () => {
    const play = new Play(twice).event('reply', 10).passed(10);
    expect(play.path).toEqual(['10 pause woke timeout deadline', '10 one woke got reply reply']);
    expect(play.passed(60).path.at(-1)).toBe('60 single left single');
  });

  test('serves the waits one after the other, in the patient’s order', () => {
    const play = new Play(twice).event('reply', 10).event('reply', 10).passed(10);
    expect(play.path.at(-1)).toBe('10 double left double');
    expect(play.rows.filter(({ kind }) => kind === 'woke').map(({ detail }) => detail?.event)).toEqual([
      undefined,
      'e1',
      'e2',
    ]);
  });

  test('is forgotten as soon as time goes on, so that months of events do not pile up', () => {
    const play = new Play(twice);
    for (let at = 1; at < 10; at += 0.01) play.event('reply', at);
    expect(play.state.kept.length).toBeLessThanOrEqual(1);
  });
});
