import { expect, test } from 'vitest';
import { keepWorking } from './keep-working.ts';

/** A worker that ends when told to. */
function worker() {
  let end: (error?: Error) => void = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve());
  });
  return { ended, fail: () => end(new Error('given up')), stop: async () => end() };
}

test('a worker that fails is started again, and is not working until then', async () => {
  const [first, second] = [worker(), worker()];
  const failures: unknown[] = [];
  let again: () => void = () => {};
  const started = new Promise<void>((resolve) => {
    again = resolve;
  });
  const next = [first, second];
  const kept = await keepWorking(
    async () => {
      const one = next.shift();
      if (!one) throw new Error('started too often');
      if (one === second) again();
      return one;
    },
    (error) => failures.push(error),
  );
  expect(kept.working()).toBe(true);
  first.fail();
  await expect.poll(() => kept.working()).toBe(false);
  await started;
  await expect.poll(() => kept.working()).toBe(true);
  expect(failures).toHaveLength(1);
  await kept.stop();
  expect(failures).toHaveLength(1);
});

test('a start that fails is tried again, and stopping ends the tries', async () => {
  const first = worker();
  let starts = 0;
  const kept = await keepWorking(
    async () => {
      starts += 1;
      if (starts > 1) throw new Error('no server');
      return first;
    },
    () => {},
  );
  first.fail();
  await expect.poll(() => starts, { timeout: 5_000 }).toBeGreaterThan(2);
  await kept.stop();
  const then = starts;
  expect(kept.working()).toBe(false);
  expect(starts).toBe(then);
});

test('a worker that cannot be started at all is the caller’s to report', async () => {
  await expect(
    keepWorking(
      () => Promise.reject(new Error('no server')),
      () => {},
    ),
  ).rejects.toThrow('no server');
});
