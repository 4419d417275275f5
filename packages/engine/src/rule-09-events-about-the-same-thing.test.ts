import type { Correlation } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { entryFields, eventFields } from './event-fields.ts';
import { begin, end, endTrack, fork, Play, planOf, set, wait } from './play-fixture.ts';

const same = (from: Correlation['from'], field = 'order', key = field): Correlation[] => [{ field, from, key }];
const ends = { done: end('done'), silent: end('silent') };

describe('“this order” is the one', () => {
  test('of the entry event', () => {
    const plan = planOf({
      start: begin('paid'),
      paid: wait({ after: 100, to: 'silent' }, [{ type: 'paid', same: same('entry'), to: 'done' }]),
      ...ends,
    });
    const play = new Play(plan, 0, { entry: { order: 'A' } }).event('paid', 5, { order: 'B' });
    expect(play.waitsUntil).toBe(100);
    expect(play.event('paid', 6, { order: 'A' }).path.at(-1)).toBe('6 done left done');
  });

  test('of the event that last ended a wait of the same track', () => {
    const plan = planOf({
      start: begin('both'),
      both: fork('first', 'other'),
      first: wait(undefined, [{ type: 'booked', to: 'second' }]),
      second: wait(undefined, [{ type: 'came', same: same('last', 'visit', 'booking.id'), to: 'done' }]),
      other: wait(undefined, [{ type: 'phoned', to: 'third' }]),
      third: wait(undefined, [{ type: 'came', same: same('last', 'visit', 'booking.id'), to: 'out' }]),
      out: endTrack('out'),
      ...ends,
    });
    const play = new Play(plan)
      .event('booked', 1, { booking: { id: 7 } })
      .event('phoned', 2, { booking: { id: 8 } })
      .event('came', 3, { visit: 8 });
    expect(play.path.at(-1)).toBe('3 out left out');
    expect(play.event('came', 4, { visit: 7 }).path.at(-1)).toBe('4 done left done');
  });

  test('that a variable of the run names', () => {
    const plan = planOf({
      start: begin('note'),
      note: set([{ variable: 'drug', to: 'A' }], 'got'),
      got: wait(undefined, [{ type: 'dispensed', same: same('variable', 'drug'), to: 'done' }]),
      ...ends,
    });
    const play = new Play(plan).event('dispensed', 1, { drug: 'B' });
    expect(play.state.ended).toBeUndefined();
    expect(play.event('dispensed', 2, { drug: 'A' }).path.at(-1)).toBe('2 done left done');
  });
});

describe('what is not known is the same as nothing', () => {
  const plan = planOf({
    start: begin('paid'),
    paid: wait(undefined, [{ type: 'paid', same: same('entry'), to: 'done' }]),
    ...ends,
  });

  test.each([
    ['neither side', undefined, {}],
    ['the event', { order: 'A' }, {}],
    ['the run', undefined, { order: 'A' }],
    ['an empty value on both sides', { order: null }, { order: null }],
    ['a number and its digits', { order: 1 }, { order: '1' }],
  ])('%s', (_, entry, data) => {
    const play = new Play(plan, 0, entry ? { entry } : {}).event('paid', 5, data);
    expect(play.path).toEqual([]);
  });
});

describe('rules of the journey', () => {
  const refunded = (from: Correlation['from']) =>
    planOf(
      { start: begin('long'), long: wait({ after: 100, to: 'silent' }, [{ type: 'paid', to: 'long' }]), ...ends },
      { exits: [{ node: 'stop', on: { type: 'refund', same: same(from) }, outcome: 'refunded' }], listens: ['refund'] },
    );

  test('know the order of the entry event', () => {
    const play = new Play(refunded('entry'), 0, { entry: { order: 'A' } }).event('refund', 5, { order: 'B' });
    expect(play.waitsUntil).toBe(100);
    expect(play.event('refund', 6, { order: 'A' }).path.at(-1)).toBe('6 stop left refunded');
  });

  test('belong to no track, so that for them there is no last event', () => {
    const play = new Play(refunded('last')).event('paid', 1, { order: 'A' }).event('refund', 6, { order: 'A' });
    expect(play.state.ended).toBeUndefined();
  });

  test('are told apart for goals and guards as well', () => {
    const plan = planOf(
      { start: begin('long'), long: wait({ after: 100, to: 'silent' }), back: endTrack('back'), ...ends },
      {
        goals: [{ node: 'goal', on: { type: 'paid', same: same('entry') }, next: { port: 'reached', to: 'done' } }],
        guards: [{ node: 'guard', on: { type: 'refund', same: same('entry') }, next: { port: 'then', to: 'back' } }],
        listens: ['paid', 'refund'],
      },
    );
    const play = new Play(plan, 0, { entry: { order: 'A' } });
    play.event('refund', 1, { order: 'B' }).event('paid', 2, { order: 'B' });
    expect(play.path).toEqual([]);
    play.event('refund', 3, { order: 'A' }).event('paid', 4, { order: 'A' });
    expect(play.path).toEqual(['3 back left back', '4 long moved goal', '4 done left done']);
  });
});

test('the fields by which events are told apart travel with them', () => {
  const plan = planOf(
    {
      start: begin('a'),
      a: wait(undefined, [{ type: 'x', same: same('last', 'visit', 'booking.id'), to: 'done' }]),
      ...ends,
    },
    {
      exits: [{ node: 'stop', on: { type: 'y', same: same('entry', 'order', 'id') }, outcome: 'o' }],
      goals: [{ node: 'goal', on: { type: 'z', same: same('variable', 'drug') }, next: { port: 'p', to: 'done' } }],
    },
  );
  expect(eventFields(plan)).toEqual(['booking.id', 'drug', 'order', 'visit']);
  expect(entryFields(plan)).toEqual(['id']);
});
