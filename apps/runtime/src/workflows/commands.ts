import type { CommandRefusal } from '@suivi/engine';
import type { ControlAnswer, ControlInput } from './contract.ts';

interface Waiting {
  command: ControlInput;
  answer(answer: ControlAnswer): void;
}

/** Refusals that stay true however long one waits: the picture that the operator acted on is gone. */
const FINAL: readonly (CommandRefusal | undefined)[] = ['ended', 'stale'];

/** Operators' commands that a run has let in and not yet carried out, in the order in which they came. */
export class Commands {
  #waiting: Waiting[] = [];

  /** @returns what became of the command, once it is its turn. */
  add(command: ControlInput): Promise<ControlAnswer> {
    return new Promise((answer) => {
      this.#waiting.push({ command, answer });
    });
  }

  get any(): boolean {
    return this.#waiting.length > 0;
  }

  /** Tells those whose picture has become an old one while they waited. */
  refuseOutdated(judge: (command: ControlInput) => CommandRefusal | undefined): void {
    this.#waiting = this.#waiting.filter(({ command, answer }) => {
      const refused = judge(command);
      if (refused === undefined || !FINAL.includes(refused)) return true;
      answer({ refused });
      return false;
    });
  }

  /** Carries out the next one, unless it is refused now. */
  next(judge: (command: ControlInput) => CommandRefusal | undefined, carryOut: (command: ControlInput) => void): void {
    const waiting = this.#waiting.shift();
    if (!waiting) return;
    const refused = judge(waiting.command);
    if (refused === undefined) carryOut(waiting.command);
    waiting.answer(refused === undefined ? { applied: true } : { refused });
  }
}
