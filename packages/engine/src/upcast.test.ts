import { expect, test } from 'vitest';
import v1Plan from './golden/plan-v1.json' with { type: 'json' };
import v2Plan from './golden/plan-v2.json' with { type: 'json' };
import { begin, Play, planOf, wait } from './play-fixture.ts';
import { PLAN_VERSION, STATE_VERSION, upcast, upcastPlan } from './upcast.ts';

test('a state of this version is read as it is', () => {
  const { state } = new Play(planOf({ start: begin('a'), a: wait(undefined) }));
  expect(upcast(JSON.parse(JSON.stringify(state)))).toEqual(state);
  expect(state.v).toBe(STATE_VERSION);
});

test('a state of a later version is refused: running it could send twice', () => {
  expect(() => upcast({ v: STATE_VERSION + 1 })).toThrow(/newer/);
});

test('a state of v1, from before a run knew itself, goes on where it was', () => {
  const {
    v: _,
    run: __,
    patient: ___,
    nextToken: ____,
    rounds: _____,
    variables: ______,
    ...old
  } = new Play(planOf({ start: begin('a'), a: wait({ after: 10, to: 'a' }) })).state;
  const state = upcast({ ...old, visits: { start: 1, a: 2 }, v: 1 } as { v: number }, 'run-1');
  expect(state.visits).toEqual([
    ['start', 1],
    ['a', 2],
  ]);
  expect(state).toMatchObject({
    v: STATE_VERSION,
    run: 'run-1',
    rounds: {},
    variables: {},
    nextToken: 2,
    tokens: old.tokens,
  });
});

test('a plan of v1 keeps its instructions and gets the kind of trigger that it had', () => {
  const plan = upcastPlan(v1Plan);
  expect(plan.v).toBe(PLAN_VERSION);
  expect(plan.trigger).toMatchObject({ on: 'event', ...v1Plan.trigger });
  expect(plan.ops).toEqual(v1Plan.ops);
  expect([plan.exits, plan.guards, plan.facts]).toEqual([[], [], []]);
});

test('a state of v2 tells the tracks of its guards from its own', () => {
  const { state } = new Play(planOf({ start: begin('a'), a: wait(undefined) }));
  const [own] = state.tokens;
  const old = { ...state, v: 2, nextToken: 3, tokens: [own, { ...own, id: 2 }] };
  expect(upcast(old)).toEqual({ ...old, v: STATE_VERSION, tokens: [own, { ...own, id: 2, aside: true }] });
});

test('a plan of v2 has no goals and no calendars, and listens to clinical holds from now on', () => {
  const { v: _, listens, ...rest } = v2Plan;
  const plan = upcastPlan(v2Plan);
  expect(plan).toMatchObject({ ...rest, v: PLAN_VERSION, goals: [], calendars: [] });
  expect(plan.listens).toEqual([...listens, 'clinical.hold', 'clinical.released'].sort());
});

test('a plan of a later version is refused', () => {
  expect(() => upcastPlan({ v: PLAN_VERSION + 1 })).toThrow(/newer/);
});
