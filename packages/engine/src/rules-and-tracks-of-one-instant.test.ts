import { describe, expect, test } from 'vitest';
import { ask, begin, end, endTrack, is, Play, planOf, wait, waitUntil } from './play-fixture.ts';

const ops = {
  start: begin('long'),
  long: wait({ after: 1_000, to: 'done' }),
  done: end('done'),
  stopped: end('stopped'),
  care: wait({ after: 10, to: 'over' }),
  over: endTrack('over'),
};
const to = (node: string) => ({ port: 'then', to: node });
const dead = is('patient', 'status', 'dead');

describe('a guard whose track ends the run', () => {
  test('by an event leaves nothing to do for the guards after it', () => {
    const on = { type: 'ae' };
    const guards = [
      { node: 'first', on, next: to('stopped') },
      { node: 'second', on, next: to('care') },
    ];
    const play = new Play(planOf(ops, { guards, listens: ['ae'] })).event('ae', 5);
    expect(play.last).toMatchObject({ node: 'stopped', kind: 'left' });
    expect(play.rows.map(({ node }) => node)).not.toContain('second');
  });

  test('by a condition leaves nothing to do for the guards after it', () => {
    const guards = [
      { node: 'first', when: dead, next: to('stopped') },
      { node: 'second', when: dead, next: to('care') },
    ];
    const play = new Play(planOf(ops, { guards, facts: ['status'] })).facts({ status: 'dead' });
    expect(play.last).toMatchObject({ node: 'stopped', kind: 'left' });
    expect(play.rows.map(({ node }) => node)).not.toContain('second');
  });
});

test('a guard that a condition fires has its track beside the drawing, which stands where it stood', () => {
  const guards = [{ node: 'guard', when: dead, next: to('care') }];
  const play = new Play(planOf(ops, { guards, facts: ['status'] })).facts({ status: 'dead' });
  expect(play.state.tokens).toMatchObject([{ at: 'long' }, { at: 'care', aside: true }]);
  expect(play.state.holding).toEqual(['guard']);
});

test('a state holds no list of rules that hold while none does', () => {
  const guards = [{ node: 'guard', when: dead, next: to('care') }];
  expect(new Play(planOf(ops, { guards, facts: ['status'] })).facts({}).state).not.toHaveProperty('holding');
});

test('an exit rule for the event of a clinical hold leaves no hold behind', () => {
  const exits = [{ node: 'stop', on: { type: 'clinical.hold' }, outcome: 'stopped' }];
  const play = new Play(planOf(ops, { exits })).event('clinical.hold', 5);
  expect(play.path).toEqual(['5 long moved rule', '5 stop left stopped']);
  expect(play.state).not.toHaveProperty('stopped');
});

describe('what an event does is told by its type, not by its data', () => {
  const plan = planOf(
    {
      start: begin('visit'),
      visit: waitUntil({ date: { field: 'visit', offsetDays: 0, at: '00:00' } }, 'done'),
      done: end('done'),
    },
    { facts: ['visit'], listens: ['field.changed', 'note'] },
  );
  const zone = { zone: 'UTC', version: '1', untils: [], offsets: [0] };
  const waiting = () => new Play(plan, 0, { zone }).facts({ visit: '1970-01-03' });

  test('a note that names a field of the patient is no change of it', () => {
    expect(waiting().event('note', 5, { key: 'visit' }).effects).toEqual([{ do: 'wait', until: 172_800_000 }]);
  });

  test('a change that does not say of which field changes nothing, and the wait says since when it asks otherwise', () => {
    expect(waiting().event('field.changed', 5).effects).toEqual([{ do: 'wait', until: 172_800_000 }]);
    const asked = waiting().event('field.changed', 5, { key: 'visit' });
    expect(asked.state.tokens[0]?.doing).toEqual({ facts: 'needed', at: 5, was: 172_800_000 });
  });
});

describe('an answer of a person', () => {
  const asking = planOf({
    start: begin('nurse'),
    nurse: ask('nurse', { handled: 'done' }),
    done: end('done'),
  });
  const close = (play: Play, at: number, outcome: string) =>
    play.event('task.closed', at, {
      act: `r1/nurse/${play.state.visits.find(([node]) => node === 'nurse')?.[1]}`,
      outcome,
    });

  test('takes time, so that asking again and again is no loop', () => {
    const play = new Play(asking);
    for (let k = 0; k < 205; k++) close(play.acted('pending'), k + 1, 'unclear');
    expect(play.effects).toMatchObject([{ do: 'perform', node: 'nurse', visit: 206 }]);
  });

  test('that comes in late says so in its row', () => {
    const play = new Play(asking).acted('pending').event('clinical.hold', 50).event('clinical.released', 60);
    close(play, 40, 'handled');
    expect(play.rows.find(({ kind }) => kind === 'acted')).toMatchObject({
      at: 60,
      detail: { event: 'e3', late: true },
    });
  });
});

test('a wait at which a track is held for its loop is not ended by an event, and asks for nothing', () => {
  const plan = planOf(
    {
      start: begin('spin'),
      spin: waitUntil({ sinceEntry: 0 }, 'spin', {
        events: [{ type: 'reply', port: 'got', to: 'done' }],
        when: { if: is('patient', 'well', 1), port: 'well', to: 'done' },
      }),
      done: end('done'),
    },
    { facts: ['well'], listens: ['field.changed'] },
  );
  const play = new Play(plan);
  while (play.effects[0]?.do !== 'hold') {
    if (play.effects[0]?.do === 'facts') play.facts({});
    else play.passed(0);
  }
  play.event('reply', 5).event('field.changed', 6, { key: 'well' });
  expect(play.effects).toEqual([{ do: 'hold', reason: 'loop' }]);
  expect(play.last).toMatchObject({ node: 'spin', kind: 'held', by: 'loop' });
});
