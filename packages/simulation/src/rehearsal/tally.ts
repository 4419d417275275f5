import { wallTime } from '@suivi/engine';
import { DAY, type EpochMs, type NodeId, type TraceRow, type ZoneTable } from '@suivi/schema';
import { PortsTaken } from '../ports-taken.ts';
import { localDate } from '../scenario-time.ts';
import type { MadeUpPatient } from './population.ts';
import type { Quota, RehearsalDay, Spread, TimeToNode } from './rehearsal.ts';
import type { Study } from './study.ts';

interface Touch {
  at: EpochMs;
  class: string;
}

/** Adds up what happens to all patients. Keeps counts, not rows: months of ten thousand patients fit. */
export class Tally {
  readonly taken: PortsTaken;
  readonly ends = new Map<string, number>();
  sends = 0;
  todos = 0;
  breaches = 0;
  readonly breachesByClass = new Map<string, number>();
  patientsOverQuota = 0;
  readonly #days = new Map<number, RehearsalDay>();
  readonly #arrivals = new Map<NodeId, number[]>();
  readonly #zone: ZoneTable;
  readonly #quota: Quota;
  #touches: Touch[] = [];
  #here = new Set<NodeId>();

  constructor({ plan, model }: Study, zone: ZoneTable, quota: Quota) {
    this.taken = new PortsTaken(plan, model.journey);
    this.#zone = zone;
    this.#quota = quota;
  }

  row(row: TraceRow, { entered }: MadeUpPatient): void {
    this.taken.add(row);
    if (row.kind !== 'entered' || this.#here.has(row.node)) return;
    this.#here.add(row.node);
    const times = this.#arrivals.get(row.node);
    if (times) times.push(row.at - entered);
    else this.#arrivals.set(row.node, [row.at - entered]);
  }

  sent(at: EpochMs, kind: string): void {
    this.sends += 1;
    const day = this.#dayOf(at);
    day.sends += 1;
    day.byClass[kind] = (day.byClass[kind] ?? 0) + 1;
    this.#touches.push({ at, class: kind });
  }

  todo(at: EpochMs, group: string): void {
    this.todos += 1;
    const day = this.#dayOf(at);
    day.todos[group] = (day.todos[group] ?? 0) + 1;
  }

  /** A patient is through. */
  close(end: string): void {
    this.ends.set(end, (this.ends.get(end) ?? 0) + 1);
    this.#closeQuota();
    this.#touches = [];
    this.#here.clear();
  }

  #closeQuota(): void {
    const counted = this.#touches.filter((touch) => !this.#quota.exempt.includes(touch.class));
    const before = this.breaches;
    counted.forEach((touch, index) => {
      const first = counted[index - this.#quota.touches];
      if (!first || touch.at - first.at >= this.#quota.days * DAY) return;
      this.breaches += 1;
      this.breachesByClass.set(touch.class, (this.breachesByClass.get(touch.class) ?? 0) + 1);
    });
    if (this.breaches > before) this.patientsOverQuota += 1;
  }

  #dayOf(at: EpochMs): RehearsalDay {
    return this.#day(wallTime(this.#zone, at).day);
  }

  #day(day: number): RehearsalDay {
    const known = this.#days.get(day);
    if (known) return known;
    const fresh: RehearsalDay = { date: localDate(day), sends: 0, byClass: {}, todos: {} };
    this.#days.set(day, fresh);
    return fresh;
  }

  /** Every day from the first to the last one on which something happened; quiet ones too. */
  days(): RehearsalDay[] {
    const numbers = [...this.#days.keys()];
    if (numbers.length === 0) return [];
    const first = numbers.reduce((a, b) => Math.min(a, b));
    const last = numbers.reduce((a, b) => Math.max(a, b));
    return Array.from({ length: last - first + 1 }, (_, k) => {
      const { byClass, todos, ...day } = this.#day(first + k);
      return { ...day, byClass: sorted(byClass), todos: sorted(todos) };
    });
  }

  timeToNode(): TimeToNode[] {
    return [...this.#arrivals]
      .map(([node, times]) => ({ node, patients: times.length, ...spreadOf(times) }))
      .sort((a, b) => (a.node < b.node ? -1 : 1));
  }
}

export const sorted = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The smallest value that at least this share of all does not exceed. */
export function spreadOf(values: number[]): Spread {
  values.sort((a, b) => a - b);
  const at = (share: number): number => values[Math.max(0, Math.ceil(share * values.length) - 1)] ?? 0;
  return { p5: at(0.05), p50: at(0.5), p95: at(0.95) };
}
