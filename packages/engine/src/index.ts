export { advance, MAX_HOPS, start, takeRows } from './advance.ts';
export { evaluate, read, type Truth } from './condition.ts';
export { eventFields, pickFields } from './event-fields.ts';
export type { Effect, Enrolment, Input, State, Step, Token } from './state.ts';
export { STATE_VERSION, upcast } from './upcast.ts';
