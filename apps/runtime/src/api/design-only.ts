import { SuiviError } from '@suivi/schema';
import type { Services } from './services.ts';

/** What only makes sense where an engine runs journeys. A service that starts, moves or ends a run belongs here. */
const NEEDS_ENGINE = [
  'publish',
  'enrol',
  'sendTestEvent',
  'controlRun',
  'createTrial',
  'feedTrial',
] as const satisfies readonly (keyof Services)[];

/** The services of an installation without an engine: drawing and reviewing work, running is refused with DESIGN_ONLY. */
export function designOnlyServices(services: Services): Services {
  const refuse = () => Promise.reject(new SuiviError('DESIGN_ONLY'));
  return { ...services, ...Object.fromEntries(NEEDS_ENGINE.map((name) => [name, refuse])) };
}
