import { randomBytes } from 'node:crypto';

/** Access tokens and callback tokens: random, with an end, known to this process only. */
export class Passes {
  readonly #until = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  /** A new pass that is good for `lifeMs`. */
  issue(lifeMs: number): string {
    const pass = randomBytes(32).toString('base64url');
    this.#until.set(pass, this.now() + lifeMs);
    return pass;
  }

  check(pass: string): 'good' | 'expired' | 'unknown' {
    const until = this.#until.get(pass);
    if (until === undefined) return 'unknown';
    return this.now() < until ? 'good' : 'expired';
  }
}
