import { advance, type Effect, type Input, Running, type State, start, takeRows } from '@suivi/engine';
import type { EpochMs, TraceRow } from '@suivi/schema';
import { cnWorkdays } from '@suivi/schema/cn-workdays';
import { type Life, MANY_ANSWERS, outcomeOf, recordAt } from './life.ts';
import { comesAgain } from './open-questions.ts';

export type Perform = Extract<Effect, { do: 'perform' }>;

/** One input and what the run did. */
export interface Seen {
  before: State | undefined;
  input: Input | undefined;
  after: State;
  effects: readonly Effect[];
  rows: readonly TraceRow[];
  /** The latest instant that the driver has told of: nothing that lies after it may have happened. */
  told: EpochMs;
}
export type Watch = (seen: Seen) => void;

/**
 * How a run is kept between two inputs: as the state that `advance` gives, saved as text and read again each time (with
 * everything frozen that `advance` is given), or in place.
 */
export type Keeping = 'kept' | 'saved' | 'in-place';

/** Feeds one run and answers what it asks for, from a life. */
export class Driver {
  readonly rows: TraceRow[] = [];
  state: State;
  effects: readonly Effect[];
  readonly #life: Life;
  readonly #watch: Watch | undefined;
  readonly #keeping: Keeping;
  readonly #running: Running | undefined;
  /** Answers given already: for who gives them again. */
  readonly given: Extract<Input, { kind: 'acted' }>[] = [];
  /** The latest instant that was let pass. */
  passed: EpochMs | undefined;
  /** Every answer is given a second time at once. */
  twice = false;
  #told: EpochMs;

  constructor(life: Life, keeping: Keeping = 'kept', watch?: Watch) {
    this.#life = life;
    this.#watch = watch;
    this.#keeping = keeping;
    this.#told = life.start;
    const { plan, enrolment, table } = life;
    if (keeping === 'in-place') {
      this.#running = new Running(plan, enrolment, life.start, table);
      this.state = this.#running.state;
      this.effects = this.#running.effects;
      this.rows.push(...this.#running.takeRows());
      return;
    }
    const step = start(plan, enrolment, life.start, table);
    this.state = step.state;
    this.effects = step.effects;
    this.#keep(undefined, undefined);
  }

  feed(input: Input): void {
    if (input.kind === 'event') this.#tell(input.event.at);
    if (input.kind === 'passed') {
      this.passed = input.at;
      this.#tell(input.at);
    }
    if (input.kind === 'command') this.#tell(input.command.at);
    if (this.#running) {
      this.#running.apply(input);
      this.state = this.#running.state;
      this.effects = this.#running.effects;
      this.rows.push(...this.#running.takeRows());
      return;
    }
    const before = this.state;
    const step = advance(this.#life.plan, before, input, this.#life.table);
    this.state = step.state;
    this.effects = step.effects;
    this.#keep(before, input);
  }

  /** Answers the first thing that is asked for. @returns whether anything was. */
  answer(): boolean {
    const [effect] = this.effects;
    if (effect?.do === 'perform') {
      const { token, node, visit } = effect;
      const input = { kind: 'acted', token, node, visit, outcome: this.#outcome(effect) } as const;
      this.given.push(input);
      this.feed(input);
      // The next activity of the same track may be out already.
      if (this.twice && comesAgain(this.#life.plan, node)) this.feed(input);
      return true;
    }
    if (effect?.do !== 'facts') return false;
    this.feed({ kind: 'facts', facts: recordAt(this.#life, this.state.now), calendars: cnWorkdays });
    return true;
  }

  /** Answers until nothing is asked for. @throws Error where the run never comes to rest. */
  answerAll(): void {
    for (let answers = 0; this.answer(); answers += 1) {
      if (answers > MANY_ANSWERS) throw new Error('the run asks for one thing after the other and never comes to rest');
    }
  }

  /** Lets everything pass up to an instant, and answers what that leads to. */
  passTo(at: EpochMs): void {
    this.answerAll();
    // Once at least: a clock that passes where nothing is due yet must change nothing.
    do {
      this.feed({ kind: 'passed', at });
      this.answerAll();
    } while ((this.due ?? at + 1) <= at);
  }

  /** Whether something waits for facts, be it after an activity. */
  get lacksFacts(): boolean {
    return this.state.recheck === true || this.state.tokens.some(({ doing }) => 'facts' in doing);
  }

  /** The next instant at which the run goes on by itself. */
  get due(): EpochMs | undefined {
    const [effect] = this.effects;
    return effect?.do === 'wait' && effect.until !== null ? effect.until : undefined;
  }

  #outcome({ node, visit, kind }: Perform): string {
    const waits = Object.values(this.#life.plan.ops).some(
      (op) => op.op === 'act' && op.node === node && op.kind === kind && op.pending !== undefined,
    );
    return outcomeOf(this.#life, { node, visit, kind }, waits);
  }

  #tell(at: EpochMs): void {
    this.#told = Math.max(this.#told, at);
  }

  #keep(before: State | undefined, input: Input | undefined): void {
    const { rows } = this.state;
    this.rows.push(...rows);
    this.#watch?.({ before, input, after: this.state, effects: this.effects, rows, told: this.#told });
    this.state = takeRows(this.state).state;
    if (this.#keeping === 'saved') this.#save();
  }

  /** Saves the state, reads it again, and asks it what is to be done: that must be what it was before. */
  #save(): void {
    const text = JSON.stringify(this.state);
    const restored: State = JSON.parse(text);
    deepFreeze(restored);
    const again = advance(
      this.#life.plan,
      restored,
      { kind: 'passed', at: Number.NEGATIVE_INFINITY },
      this.#life.table,
    );
    if (JSON.stringify(again.effects) !== JSON.stringify(this.effects))
      throw new Error(`restored, the run asks for ${JSON.stringify(again.effects)}`);
    if (JSON.stringify(again.state) !== text) throw new Error(`restored, the run goes on by itself`);
    this.state = restored;
  }
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
}
