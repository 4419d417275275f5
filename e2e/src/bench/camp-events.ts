import { NO_OUTCOMES } from '@suivi/runtime/src/feed/outcomes.ts';
import { startTemporal } from '@suivi/runtime/src/supervisor/test-servers.ts';
import { feedTo, openDiaries } from '../camp/diaries.ts';
import { eventsPerPatient } from '../camp/history-events.ts';
import { Product } from '../product.ts';
import type { Figure } from './figure.ts';

/** A patient who checks in, and one who mostly does not. */
const PATIENTS = ['p02', 'p27'];

/** Events in the histories of a 28-day camp, for each patient, on the started product. */
export async function campEvents(dataDir: string): Promise<Figure[]> {
  const temporal = await startTemporal({ dataDir });
  const product = await Product.prepare({ TEMPORAL_ADDRESS: temporal.address });
  try {
    await product.start();
    const diaries = await openDiaries({ days: 28, only: PATIENTS, outcomes: NO_OUTCOMES });
    const steps = await feedTo(product.url, diaries, { dayMs: 700 });
    const value = await eventsPerPatient(temporal.address, steps);
    return [{ name: 'camp.events_per_patient', value, unit: 'events', n: PATIENTS.length }];
  } finally {
    await product.stop();
    await temporal.stop();
  }
}
