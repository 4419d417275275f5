import { expect, test } from 'vitest';
import { lookAtParts } from './readiness.ts';

const never = () => new Promise<never>(() => {});

test('parts that fail or stay silent are named, those that answer are not', async () => {
  const failing = () => Promise.reject(new Error('away'));
  expect(await lookAtParts({ postgres: async () => 1, temporal: failing })()).toEqual(['temporal']);
  expect(await lookAtParts({ postgres: never, temporal: async () => 1 })()).toEqual(['postgres']);
  expect(await lookAtParts({ postgres: async () => 1 })()).toEqual([]);
});

test('probes that come at once ask once, a later one asks again', async () => {
  let asked = 0;
  const look = lookAtParts({
    postgres: async () => {
      asked += 1;
    },
  });
  await Promise.all([look(), look(), look()]);
  expect(asked).toBe(1);
  await look();
  expect(asked).toBe(2);
});
