import { outcomesOf } from '@suivi/runtime/src/feed/outcomes.ts';
import { eventually } from '@suivi/runtime/test/eventually.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Diaries, openDiaries, pathsOf } from './camp/diaries.ts';
import { feedAndKill } from './kills/feed-and-kill.ts';
import { messagesAt, messagesIn } from './kills/messages-of.ts';
import { PARTS, strike } from './kills/strike.ts';
import { Product } from './product.ts';
import { sandboxOf } from './story/sandbox.ts';

/** The product under a trial loses one process after the other: no path changes, and each message is there once. */
let product: Product;
let diaries: Diaries;
beforeAll(async () => {
  product = await Product.prepare();
  await product.start();
  const closed = { patient: 'p02', task: 'nurse', number: 1, after: 'PT12M', outcome: 'handled' };
  const only = ['p02', 'p11', 'p36', 'p40'];
  diaries = await openDiaries({ days: 7, only, outcomes: outcomesOf(JSON.stringify(closed)) });
});
afterAll(() => product?.stop());

/** A message that was on its way when its process died is looked at again after a minute. */
const DEAD_CLAIM_MS = 75_000;

test('kill -9 of each process while a trial runs changes no row, and the sandbox has each message once', async () => {
  const steps = await feedAndKill({ product, diaries, dayMs: 3_500 }, async (isFed) => {
    for (const part of PARTS) {
      expect(isFed()).toBe(false);
      await strike(product, part);
    }
  });
  expect(pathsOf(steps)).toEqual(pathsOf(diaries.simulated.steps));
  const { journeys } = diaries.feed;
  const wanted = messagesIn(diaries.simulated.steps, journeys);
  const sandbox = await sandboxOf(product.url);
  const sent = () => messagesAt(sandbox, journeys);
  await eventually(
    'every message has left',
    async () => (await sent()).join().length >= wanted.join().length,
    DEAD_CLAIM_MS,
  );
  expect(await sent()).toEqual(wanted);
});
