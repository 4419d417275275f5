import type { Words } from '@suivi/schema';

/** Why a command cannot do what it was asked to. Exit code 2: it was asked wrongly; 1: it failed. */
export class CliError extends Error {
  readonly words: Words;
  readonly exitCode: 1 | 2;
  /** Stable, printed behind the sentence; the product's own code where it refused something. */
  readonly code: string | undefined;

  constructor(words: Words, exitCode: 1 | 2 = 2, options: { cause?: unknown; code?: string | undefined } = {}) {
    super(words.en, options);
    this.name = 'CliError';
    this.words = words;
    this.exitCode = exitCode;
    this.code = options.code;
  }
}
