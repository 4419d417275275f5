import { describe, expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { setField } from './definition.ts';

describe('the summary says what is written', () => {
  test.each([
    [{ field: 'tier', to: '高' }, 'tier = 高', 'tier = 高'],
    [{ field: 'silent', to: 2 }, 'silent = 2', 'silent = 2'],
    [{ field: 'lost', to: true }, 'lost = 是', 'lost = yes'],
    [{ field: 'lost', to: null }, '清空 lost', 'Empty lost'],
  ])('%j', (config, zh, en) => expect(summaries(setField, config)).toEqual({ zh, en }));
});

test('it lowers to an activity that writes, and goes on whatever the outcome', () => {
  expect(lowered(setField, { field: 'lost', to: null })).toEqual({
    op: 'act',
    node: 'n',
    kind: 'setField',
    with: { field: 'lost', to: null },
    outcomes: {},
    next: { port: 'next', to: 'to-next' },
  });
});

test('it needs a field of the type that it writes', () => {
  const typeOf = (to: unknown) => setField.needs({ field: 'a', to });
  expect([typeOf(1), typeOf('x'), typeOf(false), typeOf(null)]).toEqual(
    ['number', 'text', 'yes-no', 'any'].map((type) => ({ fields: [{ key: 'a', type }] })),
  );
});

test.each([
  { field: 'a' },
  { field: 'a', to: '' },
  { field: '', to: 1 },
  { field: 'a b', to: 1 },
  { field: 'a', to: [] },
])('%j cannot be written', (config) => expect(setField.config.safeParse(config).success).toBe(false));

test.each(INCOMPLETE)('an incomplete config (%j) has its one way out', (draft) => {
  expect(setField.ports(draft)).toEqual([{ id: 'next' }]);
});
