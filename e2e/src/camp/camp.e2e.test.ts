import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { NO_OUTCOMES, outcomesOf } from '@suivi/runtime/src/feed/outcomes.ts';
import { afterAll, beforeAll, test } from 'vitest';
import { Product } from '../product.ts';
import { FOLDER, feedTo, openDiaries, pathsOf } from './diaries.ts';

/** Real diaries on real Temporal: the product's rows must be those of the engine's driver, row for row. */
let product: Product;
beforeAll(async () => {
  product = await Product.prepare();
  await product.start();
});
afterAll(() => product?.stop());

const TEN = ['p02', 'p07', 'p11', 'p14', 'p27', 'p28', 'p36', 'p40', 'p46', 'p49'];

/** Closed before and after the escalation, at its very instant, at the very end and too late; all others stay open. */
const OUTCOMES = outcomesOf(
  [
    { patient: 'p02', task: 'nurse', number: 1, after: 'PT12M', outcome: 'handled' },
    { patient: 'p02', task: 'nurse', number: 2, after: 'PT30M', outcome: 'false-alarm' },
    { patient: 'p11', task: 'nurse', after: 'PT45M', outcome: 'emergency' },
    { patient: 'p40', task: 'nurse', number: 1, after: 'P1D', outcome: 'handled' },
    { patient: 'p40', task: 'nurse', number: 2, after: 'P2D', outcome: 'handled' },
    { patient: 'p27', task: 'coach', number: 1, after: 'PT0S', outcome: 'reached' },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n'),
);

test.concurrent('ten patients and seven days equal the driver’s rows, row for row', async ({ expect }) => {
  const diaries = await openDiaries({ days: 7, only: TEN, outcomes: OUTCOMES });
  const steps = await feedTo(product.url, diaries, { dayMs: 4_000 });
  expect(pathsOf(steps)).toEqual(pathsOf(diaries.simulated.steps));
  const outcomes = new Set(steps.filter(({ kind }) => kind === 'left').map(({ by }) => by));
  expect(outcomes).toEqual(new Set(['trial-ended', 'unanswered', 'handled', 'false-alarm', 'emergency']));
});

test.concurrent('a camp of 28 days with the end of summer time, Hi and Lo in it ends with its summary', async ({
  expect,
}) => {
  const diaries = await openDiaries({ days: 28, only: ['p02'], outcomes: NO_OUTCOMES });
  const steps = await feedTo(product.url, diaries, { dayMs: 400 });
  expect(pathsOf(steps)).toEqual(pathsOf(diaries.simulated.steps));
  expect(steps.filter(({ journey, kind }) => journey === 'camp' && kind === 'left')).toMatchObject([
    { node: 'completed', by: 'completed' },
  ]);
});

test.concurrent('suivi feed prints one JSON, the same from the product as from the driver', async ({ expect }) => {
  const bin = fileURLToPath(new URL('../../../apps/runtime/bin/suivi.mjs', import.meta.url));
  const suivi = async (...args: string[]): Promise<unknown> => {
    const { stdout } = await promisify(execFile)(process.execPath, [bin, 'feed', FOLDER, '--json', ...args]);
    return JSON.parse(stdout);
  };
  const trial = ['--patients', 'p36,p28', '--days', '2'];
  const answer = await suivi(...trial, '--day', '1s', '--url', product.url);
  expect(answer).toEqual(await suivi(...trial, '--simulate'));
  expect(answer).toMatchObject({ totals: { rows: 19_873, patients: 2 }, bad: { value: 1 } });
});
