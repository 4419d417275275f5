import { actKey, read, type State } from '@suivi/engine';
import { type Correlation, type EpochMs, JOURNEY_ENDED, type TraceRow } from '@suivi/schema';
import type { Incident, Perform } from '../drive.ts';
import { simulatedOutcome } from '../model.ts';
import { BLOCKED, isWhole, textsOf } from '../texts.ts';
import { pick, quantileAt } from './draws.ts';
import type { Habits } from './habits.ts';
import type { MadeUpPatient } from './population.ts';
import { actName, type Study, type Wanted } from './study.ts';
import { place } from './witnesses.ts';

type Data = Record<string, unknown>;

/** Outcomes that say that something could not be done: not an answer that a person chooses. */
const NO_ANSWER = ['failed', 'skipped', 'blocked', 'expired', 'unknown'];

const UNLISTED = 'unlisted';

/** What one made-up patient, and the people and systems around them, do while a run goes on. */
export class Behaviour {
  readonly #study: Study;
  readonly #patient: MadeUpPatient;
  readonly #habits: Habits;
  readonly #awaited = new Set<string>();

  constructor(study: Study, patient: MadeUpPatient, habits: Habits) {
    this.#study = study;
    this.#patient = patient;
    this.#habits = habits;
  }

  /** What rules for the whole journey listen for: it may come at any time. In order of time. */
  spontaneous(until: EpochMs): Incident[] {
    const { draw, entered, fields, entry } = this.#patient;
    const { within } = this.#habits.rules;
    const length = Math.min(within, Math.max(0, until - entered));
    const incidents = this.#study.rules.flatMap(({ node, kind, event, fields: patches }): Incident[] => {
      if (draw(`rule/${node}`) >= this.#habits.rules[kind]) return [];
      const at = wholeSecond(entered + draw(`rule/${node}/at`) * length);
      if (event) return [{ at, event: this.#eventOf(event, `rule/${node}`, known(event, { entry })) }];
      const patch = pick(patches, draw(`rule/${node}/fields`));
      return patch ? [{ at, fields: merged(fields, patch) }] : [];
    });
    return incidents.sort((a, b) => a.at - b.at);
  }

  /** What comes because a step waits for it. */
  wrote(row: TraceRow, state: State): Incident[] {
    if (row.kind !== 'waiting') return [];
    const wait = this.#study.waits.get(row.node);
    const name = `${row.node}/${row.visit}`;
    // A wait whose deadline moved waits for the same thing as before.
    if (!wait || this.#awaited.has(name)) return [];
    this.#awaited.add(name);
    return [...this.#awaitedEvent(wait.events, row, name, state), ...this.#awaitedFields(wait.fields, row, name)];
  }

  act(effect: Perform): { outcome: string; later?: Incident[] } {
    const { node, visit, kind } = effect;
    const op = this.#study.acts.get(actName(node, kind));
    const usual = simulatedOutcome(this.#study.model, node);
    if (!isWhole(textsOf(this.#study.model, effect, this.#patient.fields))) return { outcome: BLOCKED };
    if (!op) return { outcome: usual };
    const name = `${node}/${visit}`;
    if (op.pending && usual === 'pending') return { outcome: usual, later: this.#answer(effect, name) };
    const others = Object.keys(op.outcomes).filter((outcome) => outcome !== usual);
    const unusual = this.#patient.draw(`act/${name}`) < this.#habits.otherOutcome;
    const outcome = (unusual && pick(others, this.#patient.draw(`act/${name}/which`))) || usual;
    return { outcome };
  }

  /** A to-do is answered once, also where it was handed on to another group meanwhile. */
  #answer({ node, visit, at, kind }: Perform, name: string): Incident[] {
    const op = this.#study.acts.get(actName(node, kind));
    if (!op?.pending || this.#awaited.has(name)) return [];
    this.#awaited.add(name);
    const { draw, key } = this.#patient;
    const type = op.pending.event;
    const habit = type === JOURNEY_ENDED ? this.#habits.calledJourneys : this.#habits.todos;
    const answers = Object.keys(op.outcomes).filter((outcome) => !NO_ANSWER.includes(outcome));
    // Another journey may end in a way that this one does not list.
    if (type === JOURNEY_ENDED) answers.push(UNLISTED);
    const outcome = pick(answers, draw(`answer/${name}/which`));
    if (outcome === undefined || draw(`answer/${name}`) >= habit.chance) return [];
    const after = quantileAt(habit.delay, draw(`answer/${name}/delay`));
    const act = actKey(key, node, visit);
    return [{ at: wholeSecond(at + after), event: { id: `answer/${name}`, type, data: { act, outcome } } }];
  }

  #awaitedEvent(events: readonly Wanted[], row: TraceRow, name: string, state: State): Incident[] {
    const { draw } = this.#patient;
    const wanted = pick(events, draw(`wait/${name}/which`));
    if (!wanted) return [];
    const habit = this.#habits.events[wanted.type] ?? this.#habits.otherEvents;
    if (draw(`wait/${name}`) >= habit.chance) return [];
    const at = wholeSecond(row.at + quantileAt(habit.delay, draw(`wait/${name}/delay`)));
    return [{ at, event: this.#eventOf(wanted, `wait/${name}`, known(wanted, sourcesAt(row.node, state))) }];
  }

  #awaitedFields(patches: readonly Data[], row: TraceRow, name: string): Incident[] {
    const { draw, fields } = this.#patient;
    const habit = this.#habits.conditions;
    const patch = pick(patches, draw(`true/${name}/fields`));
    if (!patch || draw(`true/${name}`) >= habit.chance) return [];
    const at = wholeSecond(row.at + quantileAt(habit.delay, draw(`true/${name}/delay`)));
    return [{ at, fields: merged(fields, patch) }];
  }

  #eventOf({ type, data, decided }: Wanted, name: string, more: Data): { id: string; type: string; data: Data } {
    const { draw } = this.#patient;
    const own: Data = structuredClone({ ...pick(data, draw(`${name}/data`)), ...more });
    for (const { field, values, unit } of this.#study.asked) {
      // One more choice: the event does not say it.
      const choice = Math.floor(draw(`${name}/${field}`) * (values.length + 1));
      if (!decided.has(field) && choice < values.length) place(own, field, values[choice], unit);
    }
    return { id: name, type, data: own };
  }
}

/** What ties an event to this run: the value that the run knows. */
const known = ({ same }: Wanted, sources: Sources): Data =>
  Object.fromEntries(same.map(({ field, from, key }) => [field, read(sources[from] ?? {}, key)]));

/** What the run knows at the place where it waits. */
function sourcesAt(node: string, state: State): Sources {
  const token = state.tokens.find(({ at }) => at === node || at.startsWith(`${node}/`));
  return { entry: state.entry, last: token?.last, variable: state.variables };
}

type Sources = { [K in Correlation['from']]?: Data | undefined };

/** A field with parts (a value and its unit) is written as a whole. */
function merged(fields: Data, patch: Data): Data {
  return Object.fromEntries(
    Object.entries(patch).map(([key, value]) => {
      const old = fields[key];
      const both = typeof value === 'object' && value !== null && typeof old === 'object' && old !== null;
      return [key, both ? { ...old, ...value } : value];
    }),
  );
}

const wholeSecond = (at: EpochMs): EpochMs => Math.floor(at / 1_000) * 1_000;
