import { setTimeout as pause } from 'node:timers/promises';
import { outcomesOf } from '@suivi/runtime/src/feed/outcomes.ts';
import { openDiaries, pathsOf } from '../camp/diaries.ts';
import { feedAndKill } from '../kills/feed-and-kill.ts';
import { messagesAt, messagesIn } from '../kills/messages-of.ts';
import { seeded, shuffled } from '../kills/seeded.ts';
import { PARTS, strike, type Target } from '../kills/strike.ts';
import { Product } from '../product.ts';
import { sandboxOf } from '../story/sandbox.ts';

const KILLS = 15;
const SEED = 20261125;
const DAYS = 28;
const DAY_MS = 6_500;
/** Each of them equally often, in an order that the seed gives. */
const TARGETS: readonly Target[] = [...PARTS, 'all'];
const GAP_MS = { least: 1_000, most: 8_000 };
/** A claim of a process that died is looked at again after a minute. */
const SETTLED_WITHIN_MS = 90_000;

const PATIENTS = ['p02', 'p07', 'p11', 'p14', 'p27', 'p28', 'p36', 'p40', 'p46', 'p49'];
const OUTCOMES = [
  { patient: 'p02', task: 'nurse', number: 1, after: 'PT12M', outcome: 'handled' },
  { patient: 'p11', task: 'nurse', after: 'PT45M', outcome: 'emergency' },
  { patient: 'p27', task: 'coach', number: 1, after: 'PT0S', outcome: 'reached' },
];

/**
 * Ten diaries of 28 days on the started product, and fifteen kill -9 at random moments: the rows are those of the
 * engine's driver, which nobody kills, and the sandbox's own record shows each message once.
 * @param seed another one makes other moments and other victims.
 */
export async function proveRestart([seed = String(SEED)]: readonly string[]): Promise<boolean> {
  const random = seeded(Number(seed));
  const outcomes = outcomesOf(OUTCOMES.map((line) => JSON.stringify(line)).join('\n'));
  const diaries = await openDiaries({ days: DAYS, only: PATIENTS, outcomes });
  const product = await Product.prepare();
  await product.start();
  try {
    const victims = shuffled(
      Array.from({ length: KILLS }, (_, n) => TARGETS[n % TARGETS.length] ?? 'all'),
      random,
    );
    let kills = 0;
    const steps = await feedAndKill({ product, diaries, dayMs: DAY_MS }, async (isFed) => {
      for (const target of victims) {
        await pause(GAP_MS.least + random() * (GAP_MS.most - GAP_MS.least));
        if (isFed()) return;
        const since = performance.now();
        await strike(product, target);
        kills += 1;
        console.log(
          `kill ${kills}: ${target}, whole again after ${((performance.now() - since) / 1_000).toFixed(1)} s`,
        );
      }
    });
    const { journeys } = diaries.feed;
    const wanted = messagesIn(diaries.simulated.steps, journeys);
    const sent = await settledMessages(await sandboxOf(product.url), diaries.feed.journeys, wanted);
    return [
      check(`${kills} kills while the trial ran, ${KILLS} wanted`, kills === KILLS),
      check(`${steps.length} rows, those of the driver`, same(pathsOf(steps), pathsOf(diaries.simulated.steps))),
      check(`${sent.join('\n').split('\n').length} messages in ${sent.length} chats, each once`, same(sent, wanted)),
    ].every(Boolean);
  } finally {
    await product.stop();
  }
}

async function settledMessages(
  sandbox: string,
  journeys: Parameters<typeof messagesAt>[1],
  wanted: readonly string[],
): Promise<string[]> {
  const since = performance.now();
  for (;;) {
    const sent = await messagesAt(sandbox, journeys);
    if (sent.join().length >= wanted.join().length || performance.now() - since > SETTLED_WITHIN_MS) return sent;
    await pause(500);
  }
}

function check(what: string, good: boolean): boolean {
  console.log(`${good ? 'ok  ' : 'FAIL'} ${what}`);
  return good;
}

const same = (a: readonly string[], b: readonly string[]): boolean => JSON.stringify(a) === JSON.stringify(b);
