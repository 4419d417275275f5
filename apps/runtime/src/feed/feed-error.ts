import type { Words } from '@suivi/schema';

/** Why the feed cannot do what it was asked to. Exit code 2: it was asked wrongly; 1: it failed. */
export class FeedError extends Error {
  readonly words: Words;
  readonly exitCode: 1 | 2;
  /** The product's code, where it refused something. */
  readonly code: string | undefined;

  constructor(words: Words, exitCode: 1 | 2 = 2, options: { cause?: unknown; code?: string | undefined } = {}) {
    super(words.en, options);
    this.name = 'FeedError';
    this.words = words;
    this.exitCode = exitCode;
    this.code = options.code;
  }
}
