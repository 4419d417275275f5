import type { EpochMs, Journey, Value } from '@suivi/schema';

/** How long a case is played: the naive interpreter walks through every minute of it. */
export const DAYS = 21;

export type Data = Record<string, unknown>;

/** One patient who lives through one journey: everything that either interpreter is told. Instants are whole minutes. */
export interface LivedCase {
  journey: Journey;
  /** The patient's own zone; without it the journey's counts. */
  zone?: string;
  start: EpochMs;
  /** Data of the event that the patient entered with. */
  entry: Data;
  /** In the order in which they reach the run; an `at` below that of an earlier one is a late event. */
  events: LivedEvent[];
  /** What is written into the patient's record, in the order of its instants; null takes the value away. */
  record: Write[];
  /** What the activities answer, one after the other and then from the beginning. */
  outcomes: string[];
}

export interface LivedEvent {
  id: string;
  type: string;
  at: EpochMs;
  data: Data;
}

export interface Write {
  key: string;
  at: EpochMs;
  value: Value | { value: number; unit: string } | null;
}

/** What must agree about a row of the trace. */
export interface Row {
  node: string;
  visit: number;
  kind: string;
  at: EpochMs;
  port?: string;
  by?: string;
  until?: EpochMs;
}

export const zoneOf = ({ zone, journey }: LivedCase): string => zone ?? journey.zone;

/** The patient's fields as they are at an instant. */
export function recordAt({ record }: LivedCase, at: EpochMs): Data {
  const fields: Data = {};
  for (const write of record) {
    if (write.at > at) continue;
    if (write.value === null) delete fields[write.key];
    else fields[write.key] = write.value;
  }
  return fields;
}
