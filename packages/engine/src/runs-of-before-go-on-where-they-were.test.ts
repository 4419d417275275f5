import type { Plan, TraceRow, ZoneTable } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { advance, takeRows } from './advance.ts';
import golden from './golden/state-v2.json' with { type: 'json' };
import { act, begin, Play, planOf } from './play-fixture.ts';
import type { Effect, Input } from './state.ts';
import { upcast, upcastPlan } from './upcast.ts';

interface Story {
  name: string;
  steps: { input: Input; before: { v: number }; rows: TraceRow[] }[];
  end: Effect[];
}

const plan: Plan = upcastPlan(golden.plan);
const zone: ZoneTable = golden.zone;
const stories = golden.stories as unknown as Story[];

/** The runs were driven, and their states saved, by the engine of v2: what it wrote is what must still come out. */
describe.each(stories)('a run of v2 that $name', ({ steps, end }) => {
  test.each(steps.map((step, from) => [from, step] as const))(
    'goes on from its %i. saved state to the same rows and the same end',
    (from, { before }) => {
      let state = upcast(before);
      let effects: Effect[] = [];
      const rows: TraceRow[] = [];
      for (const { input } of steps.slice(from)) {
        const step = advance(plan, state, input, zone);
        const taken = takeRows(step.state);
        rows.push(...taken.rows);
        state = taken.state;
        effects = step.effects;
      }
      expect(rows).toEqual(steps.slice(from).flatMap((step) => step.rows));
      expect(effects).toEqual(end);
    },
  );
});

test('a plan of v2 still sends at its entry before it looks at the rules', () => {
  const before = upcast(stories[0]?.steps[0]?.before ?? { v: 0 });
  const look: Input = { kind: 'passed', at: Number.NEGATIVE_INFINITY };
  expect(advance(plan, before, look, zone).effects).toMatchObject([{ do: 'perform', node: 'hello' }]);
});

test('a run of v2 that was held for a loop is still held, until an operator moves it', () => {
  const looping = planOf({ start: begin('a'), a: act('b'), b: act('a') });
  const play = new Play(looping);
  while (play.effects[0]?.do === 'perform') play.acted();
  const { state } = play;
  const tokens = state.tokens.map((token) => ({ ...token, doing: { wait: null } }));
  const saved = { ...state, v: 2, tokens };
  const { effects } = advance(looping, upcast(saved), { kind: 'passed', at: 10 });
  expect(effects).toEqual([{ do: 'hold', reason: 'loop' }]);
});
