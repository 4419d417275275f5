import type { Assignment, Condition, Correlation, EpochMs } from '@suivi/schema';
import { type Data, type LivedCase, type LivedEvent, recordAt } from './lived-case.ts';
import { type Answer, ask, isAboutTheSame } from './naive-condition.ts';

/** What a run knows: the entry event, the last event that ended a wait, its own variables and the patient's record. */
export class NaiveMemory {
  private readonly variables: Data = {};
  private last: Data | undefined;
  /** Events that have ended a wait: sent again, they are the same events. */
  private readonly used = new Set<string>();

  constructor(private readonly lived: LivedCase) {}

  answer(condition: Condition, now: EpochMs): Answer {
    return ask(condition, {
      entry: this.lived.entry,
      variable: this.variables,
      patient: recordAt(this.lived, now),
      ...(this.last ? { last: this.last } : {}),
    });
  }

  field(key: string, now: EpochMs): unknown {
    return recordAt(this.lived, now)[key];
  }

  /** Whether an event is of the type, passes the filter and is about the same thing as a node says. */
  isMeant({ type, data }: LivedEvent, { event, where, same = [] }: Record<string, unknown>): boolean {
    const known = { entry: this.lived.entry, last: this.last, variable: this.variables };
    if (type !== event || !isAboutTheSame(data, same as Correlation[], known)) return false;
    return where === undefined || ask(where as Condition, { event: data }) === 'yes';
  }

  isUsed({ id }: LivedEvent): boolean {
    return this.used.has(id);
  }

  use({ id, data }: LivedEvent): void {
    this.used.add(id);
    this.last = data;
  }

  /** A goal begins a track of its own, on which no wait has ended yet. */
  beginTrack(): void {
    this.last = undefined;
  }

  assign(steps: readonly Assignment[]): void {
    for (const step of steps) {
      const before = this.variables[step.variable];
      this.variables[step.variable] = 'to' in step ? step.to : (typeof before === 'number' ? before : 0) + step.add;
    }
  }
}
