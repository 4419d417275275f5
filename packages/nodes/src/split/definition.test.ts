import { describe, expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { split } from './definition.ts';

const arm = (id: string, weight: number) => ({ id, label: { zh: `${id} 组`, en: `Arm ${id}` }, weight });
const arms = [arm('noon', 1), arm('night', 2)];

test('the summary says the share of each arm', () => {
  expect(summaries(split, { arms })).toEqual({
    zh: 'noon 组 33.3% · night 组 66.7%',
    en: 'Arm noon 33.3 % · Arm night 66.7 %',
  });
});

test('it lowers to its arms with their weights', () => {
  expect(lowered(split, { arms })).toEqual({
    op: 'split',
    node: 'n',
    arms: [
      { weight: 1, port: 'noon', to: 'to-noon' },
      { weight: 2, port: 'night', to: 'to-night' },
    ],
  });
});

test('its ports are its arms, under their names', () => {
  expect(split.ports({ arms })).toEqual([{ id: 'noon' }, { id: 'night' }]);
  expect([split.portLabel({ arms }, 'noon', 'zh'), split.portLabel({ arms }, 'noon', 'en')]).toEqual([
    'noon 组',
    'Arm noon',
  ]);
});

test('two arms of one id would share a port', () => {
  expect(split.check({ arms: [arm('a', 1), arm('a', 2)] })).toEqual([
    { code: 'LIST_ID_TWICE', severity: 'error', params: { id: 'a' }, field: 'arms' },
  ]);
  expect(split.check({ arms })).toEqual([]);
});

describe('a config that cannot run', () => {
  test.each([
    ['one arm only', [arm('a', 1)]],
    ['an arm that nobody takes', [arm('a', 1), arm('b', 0)]],
    ['a negative weight', [arm('a', 1), arm('b', -1)]],
    ['half a weight', [arm('a', 1), arm('b', 0.5)]],
    ['an arm without a name', [arm('a', 1), { id: 'b', label: {}, weight: 1 }]],
  ])('has %s', (_, list) => expect(split.config.safeParse({ arms: list }).success).toBe(false));
});

test.each(INCOMPLETE)('an incomplete config (%j) has the arms it began with', (draft) => {
  expect(split.ports(draft).map(({ id }) => id)).toEqual(['a', 'b']);
});
