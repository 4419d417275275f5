import { countRows } from '@suivi/runtime/src/feed/count-rows.ts';
import { NO_OUTCOMES } from '@suivi/runtime/src/feed/outcomes.ts';
import { startTemporal } from '@suivi/runtime/src/supervisor/test-servers.ts';
import { feedTo, openDiaries } from '../camp/diaries.ts';
import { eventsPerPatient } from '../camp/history-events.ts';
import { Product } from '../product.ts';
import { campByHand } from './camp-by-hand.ts';
import { type Figure, ratio } from './figure.ts';

/** A patient who checks in, and one who mostly does not. */
const PATIENTS = ['p02', 'p27'];
/**
 * How long a day takes, in real milliseconds. With a shorter one the values of a day come all at once, before it has
 * begun: hardly a timer fires, and the histories look cheaper than they are.
 */
const DAY_MS = 5_000;

/** Events in the histories of a 28-day camp, for each patient, on the started product and as written by hand. */
export async function campEvents(dataDir: string): Promise<Figure[]> {
  const temporal = await startTemporal({ dataDir });
  const product = await Product.prepare({ TEMPORAL_ADDRESS: temporal.address });
  try {
    await product.start();
    const diaries = await openDiaries({ days: 28, only: PATIENTS, outcomes: NO_OUTCOMES });
    const [steps, { events, counts }] = await Promise.all([
      feedTo(product.url, diaries, { dayMs: DAY_MS }),
      campByHand(temporal.address, diaries.plan, DAY_MS),
    ]);
    const ours = await eventsPerPatient(temporal.address, steps);
    const { totals } = countRows(diaries.diary, diaries.plan, diaries.feed.settings, steps);
    const wrong = (['checkIns', 'misses', 'coachTodos'] as const).filter((what) => counts[what] !== totals[what]);
    if (wrong.length > 0) throw new Error(`written by hand, the camp counts other ${wrong.join(', ')}`);
    const theirs = Math.round(events.reduce((sum, n) => sum + n, 0) / events.length);
    const n = PATIENTS.length;
    return [
      { name: 'camp.events_per_patient', value: ours, unit: 'events', n },
      { name: 'camp.handwritten_events_per_patient', value: theirs, unit: 'events', n },
      { name: 'camp.events_ratio', value: ratio(ours, theirs), unit: 'x', n },
    ];
  } finally {
    await product.stop();
    await temporal.stop();
  }
}
