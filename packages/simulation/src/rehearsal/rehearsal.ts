import type { NodeId } from '@suivi/schema';
import type { PortTaken } from '../ports-taken.ts';
import type { Habits } from './habits.ts';

/** More than `touches` texts within `days` times 24 hours reach one patient. */
export interface Quota {
  touches: number;
  days: number;
  /** Classes of messages that do not count. */
  exempt: readonly string[];
}

export interface RehearsalSettings {
  patients: number;
  /** Calendar months from `from` on; then the clock stops for everybody. */
  months: number;
  seed: number;
  /** First day on which somebody enters, `YYYY-MM-DD` of the journey's zone. */
  from: string;
  /** Entries are spread evenly over so many days. */
  entryDays: number;
  quota: Quota;
  /** People in each staff group; a group that is not named has one. */
  staff: Readonly<Record<string, number>>;
  habits: Habits;
}

/** Values that 5 %, 50 % and 95 % do not exceed. */
export interface Spread {
  p5: number;
  p50: number;
  p95: number;
}

export interface RehearsalDay {
  /** Of the journey's wall clock. */
  date: string;
  sends: number;
  byClass: Record<string, number>;
  /** New to-dos by staff group. */
  todos: Record<string, number>;
}

export interface TimeToNode extends Spread {
  node: NodeId;
  /** How many came there at all; the times are theirs, from entry to first arrival, in milliseconds. */
  patients: number;
}

export interface StaffLoad {
  group: string;
  people: number;
  todos: number;
  /** New to-dos per person and day, over all days of the rehearsal. */
  perPersonPerDay: { p50: number; p95: number; max: number };
}

/** What a rehearsal tells. The same settings give the same, byte for byte. Plain JSON. */
export interface Rehearsal {
  patients: number;
  months: number;
  seed: number;
  from: string;
  zone: string;
  sends: number;
  todos: number;
  busiest?: { date: string; sends: number };
  days: RehearsalDay[];
  staff: StaffLoad[];
  quota: { touches: number; days: number; breaches: number; patients: number; byClass: Record<string, number> };
  /** Ports and time-outs that nobody took, of nodes that somebody came to. */
  dead: PortTaken[];
  unreached: NodeId[];
  ports: PortTaken[];
  timeToNode: TimeToNode[];
  /** How runs ended, by outcome; `waiting` and `held: reason` for those that have not. */
  ends: Record<string, number>;
}
