export type { Catalog } from './check-zone.ts';
export { type Compiled, compile, planHash } from './compile.ts';
export { readJourney } from './read-journey.ts';
export { requirementsOf } from './requirements.ts';
export { APPROVAL_ALGORITHM, textHash } from './text-hash.ts';
export { earliestArrivals } from './time-windows.ts';
