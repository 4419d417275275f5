import { expect, test } from 'vitest';
import { lowered, summaries } from '../node-fixture.ts';
import { join } from './definition.ts';

test.each([
  [{ wants: 'all' }, '等全部到齐', 'Wait for all tracks', 'all'],
  [{ wants: 'any' }, '等任意一条', 'Wait for any track', 'any'],
  [{ wants: 'count', count: 2 }, '等够 2 条', 'Wait for 2 tracks', 2],
])('%j says for whom it waits', (config, zh, en, wants) => {
  expect(summaries(join, config)).toEqual({ zh, en });
  expect(lowered(join, config)).toEqual({ op: 'join', node: 'n', wants, next: { port: 'next', to: 'to-next' } });
});

test('a number that is not given is missed, and one that is hidden does not count', () => {
  expect(join.check({ wants: 'count' })).toMatchObject([{ code: 'FIELD_MISSING', field: 'count' }]);
  expect(lowered(join, { wants: 'any', count: 3 })).toMatchObject({ wants: 'any' });
});
