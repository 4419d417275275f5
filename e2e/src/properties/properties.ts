import fc from 'fast-check';
import { type Odd, oddInputs, takesAnything } from './any-input.ts';
import { isBranchRow, portOfBranch } from './branches-told.ts';
import type { Watch } from './driver.ts';
import { exitRulesFirst } from './exit-rules-first.ts';
import type { Life } from './life.ts';
import { neverEarly } from './never-early.ts';
import { neverTwice } from './never-twice.ts';
import { nobodyDisappears } from './nobody-disappears.ts';
import { comparesUnits } from './open-questions.ts';
import { anyHabits, forgetful, type Habits, PROMPT, play, rowsOf, steady, told } from './play.ts';

/** What holds for every life, whatever comes along with it. */
export interface Property {
  sentence: string;
  /** Named, so that everybody plays the same cases. */
  seed: number;
  /** What a case has besides a life. */
  more: fc.Arbitrary<unknown>;
  /** @throws Error that says in what the property does not hold. */
  holds(life: Life, more: unknown): void;
}

const property = <M>(
  sentence: string,
  seed: number,
  more: fc.Arbitrary<M>,
  holds: (life: Life, more: M) => void,
): Property => ({ sentence, seed, more, holds: (life, given) => holds(life, given as M) });

const watched = (
  sentence: string,
  seed: number,
  habits: fc.Arbitrary<Habits>,
  watch: (life: Life) => Watch,
): Property =>
  property(sentence, seed, habits, (life, how) => {
    play(life, how, 'kept', watch(life));
  });

const prompt = fc.constant(PROMPT);

export const PROPERTIES: readonly Property[] = [
  property('saved as text and restored between any two steps, a run goes the same way', 20240101, prompt, (life) => {
    const want = told(play(life));
    same(want, told(play(life, PROMPT, 'saved')), 'saved and restored');
    same(want, told(play(life, PROMPT, 'in-place')), 'kept in place');
  }),
  property('what is delivered again changes nothing', 20240202, forgetful, (life, habits) => {
    same(rowsOf(play(steady(life))), rowsOf(play(steady(life), habits)), 'with everything brought again');
  }),
  property(
    'however late a driver looks, and however slowly it answers, a run goes the same way',
    20240303,
    anyHabits,
    (life, habits) => same(rowsOf(play(steady(life))), rowsOf(play(steady(life), habits)), 'with a slow driver'),
  ),
  watched(
    'no run disappears: its rows say where it is, and something there moves it on',
    20240404,
    anyHabits,
    nobodyDisappears,
  ),
  watched('no wait ends before its time', 20240505, anyHabits, neverEarly),
  watched('one visit never sends twice', 20240606, forgetful, neverTwice),
  watched('within one instant exit rules come first, in the order of their ids', 20240707, anyHabits, exitRulesFirst),
  property('the values of a branch’s row give its port again', 20240808, prompt, (life) => {
    for (const row of play(life).rows) {
      const op = life.plan.ops[row.node];
      if (!isBranchRow(row) || op?.op !== 'branch' || comparesUnits(op)) continue;
      const port = portOfBranch(life.plan, row);
      if (port !== row.port) throw new Error(`${row.node} took ${row.port}, and its values ask for ${port}`);
    }
  }),
  property<Odd[]>('no input makes a run throw', 20240909, oddInputs, takesAnything),
  property('a journey that compiles never goes round without time passing', 20241010, anyHabits, (life, habits) => {
    const loop = play(life, habits).rows.find(({ kind, by }) => kind === 'held' && by === 'loop');
    if (loop) throw new Error(`${loop.node} is held as a loop`);
  }),
];

function same(want: string, got: string, how: string): void {
  if (want === got) return;
  let from = 0;
  while (want[from] === got[from]) from += 1;
  const around = (text: string): string => text.slice(Math.max(0, from - 120), from + 120);
  throw new Error(`${how} it is another one\n  ${around(want)}\n  ${around(got)}`);
}
