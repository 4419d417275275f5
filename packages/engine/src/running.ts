import type { EpochMs, Plan, TraceRow, ZoneTable } from '@suivi/schema';
import { apply, begin } from './advance.ts';
import { effectsOf } from './effects.ts';
import type { Ground } from './ground.ts';
import type { Effect, Enrolment, Input, State } from './state.ts';

/**
 * One run whose driver is its only owner: inputs change its state in place, by the very code that `advance` applies to a
 * copy. For simulations of many patients; a driver that saves the state between two steps takes `advance`.
 */
export class Running {
  readonly #ground: Ground;

  constructor(plan: Plan, enrolment: Enrolment, at: EpochMs, zone?: ZoneTable) {
    this.#ground = begin(plan, enrolment, at, zone);
    this.#ground.places = new Map(this.state.visits.map(([node], place) => [node, place]));
  }

  /** The run's state itself, which the next input changes. */
  get state(): State {
    return this.#ground.state;
  }

  /** What the driver has to do next. */
  get effects(): Effect[] {
    return effectsOf(this.#ground);
  }

  apply(input: Input): void {
    apply(this.#ground, input);
  }

  /** Hands over the rows written since the last time. */
  takeRows(): TraceRow[] {
    const { rows } = this.state;
    if (rows.length > 0) this.state.rows = [];
    return rows;
  }
}
