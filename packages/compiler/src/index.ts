export { APPROVAL_ALGORITHM, textHash } from './approval-needs.ts';
export { type Compiled, compile, planHash } from './compile.ts';
export { readJourney } from './read-journey.ts';
export { earliestArrivals } from './time-windows.ts';
