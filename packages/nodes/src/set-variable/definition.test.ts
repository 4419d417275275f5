import { describe, expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { setVariable } from './definition.ts';

const count = { variable: 'missed', add: 1 };

test('the summary says every assignment', () => {
  expect(
    summaries(setVariable, { set: [count, { variable: 'left', add: -2 }, { variable: 'tier', to: '高' }] }),
  ).toEqual({
    zh: 'missed + 1 · left − 2 · tier = 高',
    en: 'missed + 1 · left − 2 · tier = 高',
  });
  expect(summaries(setVariable, { set: [{ variable: 'asked', to: true }] })).toEqual({
    zh: 'asked = 是',
    en: 'asked = yes',
  });
});

test('it lowers to its assignments, in their order', () => {
  const set = [{ variable: 'missed', to: 0 }, count];
  expect(lowered(setVariable, { set })).toEqual({ op: 'set', node: 'n', set, next: { port: 'next', to: 'to-next' } });
});

describe('a config that cannot run', () => {
  test.each([
    ['nothing is set', []],
    ['both a value and a number to add', [{ variable: 'a', to: 1, add: 1 }]],
    ['no name', [{ variable: '', to: 1 }]],
    ['a name with a dot, which would read inside a value', [{ variable: 'a.b', to: 1 }]],
    ['a name that every object has', [{ variable: 'constructor', to: 1 }]],
    ['an empty text', [{ variable: 'a', to: '' }]],
  ])('has %s', (_, set) => expect(setVariable.config.safeParse({ set }).success).toBe(false));
});

test.each(INCOMPLETE)('an incomplete config (%j) has its one way out', (draft) => {
  expect(setVariable.ports(draft)).toEqual([{ id: 'next' }]);
});
