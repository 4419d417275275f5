import { expect, test } from 'vitest';
import { Bell } from './bell.ts';

const LONG = 3_600_000;
const never = new AbortController().signal;

test('a ring before the wait ends it at once, and only once', async () => {
  const bell = new Bell();
  bell.ring();
  bell.ring();
  await bell.wait(LONG, never);
  const late = bell.wait(LONG, never).then(() => 'woke');
  expect(await Promise.race([late, Promise.resolve('sleeps')])).toBe('sleeps');
  bell.ring();
  expect(await late).toBe('woke');
});

test('an abort ends wait and pause', async () => {
  const bell = new Bell();
  const stop = new AbortController();
  const both = Promise.all([bell.wait(LONG, stop.signal), bell.pause(LONG, stop.signal)]);
  stop.abort();
  await both;
  await bell.wait(LONG, stop.signal);
});
