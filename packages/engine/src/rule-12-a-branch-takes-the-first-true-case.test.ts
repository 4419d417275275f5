import type { Condition } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { begin, branch, end, is, Play, planOf, set, wait } from './play-fixture.ts';

const ends = { a: end('a'), b: end('b'), other: end('other'), unclear: end('unclear') };
const branching = (cases: [Condition, string][], unknown?: string, facts: string[] = []) =>
  planOf({ start: begin('which'), which: branch(cases, 'other', unknown), ...ends }, { facts });

describe('a branch', () => {
  test('takes the first case that is true, and records the values it looked at', () => {
    const play = new Play(
      branching([
        [is('entry', 'drug', 'x'), 'a'],
        [is('entry', 'packs', 2), 'b'],
      ]),
      0,
      {
        entry: { drug: 'y', packs: 2 },
      },
    );
    expect(play.path).toEqual(['0 which branched case-2 case', '0 b left b']);
    expect(play.rows.find(({ kind }) => kind === 'branched')?.detail).toEqual({
      values: { 'entry.drug': 'y', 'entry.packs': 2 },
    });
  });

  test('goes on by else when every case is false', () => {
    expect(new Play(branching([[is('entry', 'drug', 'x'), 'a']]), 0, { entry: { drug: 'y' } }).path.at(-1)).toBe(
      '0 other left other',
    );
  });

  test('takes unknown when no case is true and one could not be told', () => {
    const play = new Play(
      branching(
        [
          [is('entry', 'drug', 'x'), 'a'],
          [is('entry', 'packs', 2), 'b'],
        ],
        'unclear',
      ),
      0,
      {
        entry: { drug: 'y' },
      },
    );
    expect(play.path).toEqual(['0 which branched unknown unknown', '0 unclear left unclear']);
  });

  test('without that port it goes on by else, and the row says that it was unknown', () => {
    const play = new Play(branching([[is('entry', 'drug', 'x'), 'a']]));
    expect(play.path).toEqual(['0 which branched else unknown', '0 other left other']);
    expect(play.rows.find(({ kind }) => kind === 'branched')?.detail).toEqual({ values: { 'entry.drug': null } });
  });

  test('a missing value is told from a value: "is known" has an answer', () => {
    const known: Condition = { op: 'known', from: 'entry', field: 'drug' };
    expect(new Play(branching([[known, 'a']]), 0, { entry: { drug: '' } }).path.at(-1)).toBe('0 a left a');
    expect(new Play(branching([[known, 'a']], 'unclear'), 0, { entry: {} }).path.at(-1)).toBe('0 other left other');
  });
});

describe('a branch on the patient’s fields', () => {
  const plan = branching([[is('patient', 'type', 2), 'a']], 'unclear', ['type']);

  test('asks for the values of today, and nothing moves before they are there', () => {
    const play = new Play(plan);
    expect(play.effects).toEqual([{ do: 'facts', fields: ['type'] }]);
    expect(play.passed(100).path).toEqual([]);
    expect(play.facts({ type: 2 }).path).toEqual(['0 which branched case-1 case', '0 a left a']);
  });

  test('uses facts that came with the passing of a deadline without asking again', () => {
    const waiting = planOf(
      {
        start: begin('pause'),
        pause: wait({ after: 5, to: 'which' }),
        which: branch([[is('patient', 'type', 2), 'a']], 'other'),
        ...ends,
      },
      { facts: ['type'] },
    );
    const play = new Play(waiting).feed({ kind: 'passed', at: 5, facts: { type: 2 } });
    expect(play.path.at(-1)).toBe('5 a left a');
  });

  test('a field that the patient has not is unknown', () => {
    expect(new Play(plan).facts({}).path.at(-1)).toBe('0 unclear left unclear');
  });
});

describe('a branch on what just happened', () => {
  const answered = planOf({
    start: begin('reply'),
    reply: wait(undefined, [{ type: 'message.received', to: 'which' }]),
    which: branch([[is('last', 'menu', 'yes'), 'a']], 'other', 'unclear'),
    ...ends,
  });

  test('looks at the event that ended the last wait', () => {
    expect(new Play(answered).event('message.received', 3, { menu: 'yes' }).path.at(-1)).toBe('3 a left a');
    expect(new Play(answered).event('message.received', 3).path.at(-1)).toBe('3 unclear left unclear');
  });
});

describe('variables', () => {
  test('are set and added to, starting from nought', () => {
    const plan = planOf({
      start: begin('one'),
      one: set(
        [
          { variable: 'n', add: 2 },
          { variable: 'name', to: 'x' },
        ],
        'two',
      ),
      two: set([{ variable: 'n', add: 1 }], 'which'),
      which: branch([[is('variable', 'n', 3), 'a']], 'other', 'unclear'),
      ...ends,
    });
    const play = new Play(plan);
    expect(play.path.at(-1)).toBe('0 a left a');
    expect(play.state.variables).toEqual({ n: 3, name: 'x' });
    expect(play.rows.find(({ node, kind }) => node === 'two' && kind === 'acted')?.detail).toEqual({
      values: { 'variable.n': 3 },
    });
  });
});
