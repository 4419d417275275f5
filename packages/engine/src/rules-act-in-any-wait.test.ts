import { describe, expect, test } from 'vitest';
import { act, begin, end, is, Play, planOf, wait } from './play-fixture.ts';

const main = {
  start: begin('long'),
  long: wait({ after: 1_000, to: 'done' }, [{ type: 'reply', to: 'answered' }]),
  done: end('done'),
  answered: end('answered'),
};

describe('an exit rule', () => {
  const plan = planOf(main, {
    exits: [{ node: 'stop', on: { type: 'therapy.stopped' }, outcome: 'stopped' }],
    listens: ['therapy.stopped'],
  });

  test('ends the run from any wait, at the instant of the event', () => {
    const play = new Play(plan).event('therapy.stopped', 40);
    expect(play.path).toEqual(['40 long moved rule', '40 stop left stopped']);
    expect(play.rows.slice(-2)).toMatchObject([
      { node: 'stop', kind: 'entered', detail: { event: 'e1' } },
      { node: 'stop', kind: 'left', detail: { exit: 'rule' } },
    ]);
    expect(play.effects).toEqual([{ do: 'finish', how: 'exited', outcome: 'stopped' }]);
  });

  test('wins over a wait for the same event at the same instant', () => {
    const both = planOf(main, { exits: [{ node: 'stop', on: { type: 'reply' }, outcome: 'stopped' }] });
    expect(new Play(both).event('reply', 40).path.at(-1)).toBe('40 stop left stopped');
  });

  test('wins over a deadline of the same instant', () => {
    expect(new Play(plan).event('therapy.stopped', 1_000).path.at(-1)).toBe('1000 stop left stopped');
  });

  test('on a condition acts as soon as a field of the patient makes it true', () => {
    const rule = planOf(main, {
      exits: [{ node: 'stop', when: is('patient', 'state', 'dead'), outcome: 'deceased' }],
      facts: ['state'],
      listens: ['field.changed'],
    });
    const play = new Play(rule);
    expect(play.effects).toEqual([{ do: 'facts', fields: ['state'] }]);
    play.facts({ state: 'well' });
    expect(play.waitsUntil).toBe(1_000);
    play.event('field.changed', 30, { key: 'weight' });
    expect(play.waitsUntil).toBe(1_000);
    play.event('field.changed', 40, { key: 'state' }).facts({ state: 'dead' });
    expect(play.path.at(-1)).toBe('40 stop left deceased');
  });
});

describe('a guard', () => {
  const plan = planOf(
    { ...main, warn: act('back'), back: (node) => ({ op: 'end', node, outcome: 'back', track: true }) },
    {
      guards: [{ node: 'guard', on: { type: 'ae.suspected' }, next: { port: 'then', to: 'warn' } }],
      listens: ['ae.suspected'],
    },
  );

  test('runs its track beside the wait, which goes on as it was', () => {
    const play = new Play(plan).event('ae.suspected', 40);
    expect(play.effects).toMatchObject([{ do: 'perform', node: 'warn', token: 2, at: 40 }]);
    play.acted('queued', 2);
    expect(play.path).toEqual(['40 warn acted next queued', '40 back left back']);
    expect(play.waitsUntil).toBe(1_000);
    expect(play.passed(1_000).path.at(-1)).toBe('1000 done left done');
  });

  test('fires again with the next event, as another visit', () => {
    const play = new Play(plan)
      .event('ae.suspected', 40)
      .acted('queued', 2)
      .event('ae.suspected', 50)
      .acted('queued', 3);
    expect(
      play.rows.filter(({ node, kind }) => node === 'guard' && kind === 'entered').map(({ visit }) => visit),
    ).toEqual([1, 2]);
  });

  test('an exit inside its track ends the whole run, and the wait is left visibly', () => {
    const ending = planOf(
      { ...main, warn: act('done') },
      {
        guards: [{ node: 'guard', on: { type: 'ae.suspected' }, next: { port: 'then', to: 'warn' } }],
        listens: ['ae.suspected'],
      },
    );
    const play = new Play(ending).event('ae.suspected', 40).acted('queued', 2);
    expect(play.path.slice(-2)).toEqual(['40 long moved end', '40 done left done']);
  });

  test('on a condition fires when it becomes true, not while it is', () => {
    const plan = planOf(
      { ...main, back: (node) => ({ op: 'end', node, outcome: 'back', track: true }) },
      {
        guards: [{ node: 'guard', when: is('patient', 'state', 'ill'), next: { port: 'then', to: 'back' } }],
        facts: ['state'],
        listens: ['field.changed'],
      },
    );
    const play = new Play(plan).facts({ state: 'well' });
    const change = (at: number, state: string) => play.event('field.changed', at, { key: 'state' }).facts({ state });
    change(10, 'ill');
    change(20, 'ill');
    change(30, 'well');
    change(40, 'ill');
    expect(play.rows.filter(({ node, kind }) => node === 'guard' && kind === 'entered').map(({ at }) => at)).toEqual([
      10, 40,
    ]);
  });
});
