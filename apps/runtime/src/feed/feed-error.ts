import type { Words } from '@suivi/schema';
import { CliError } from '../cli/cli-error.ts';

/** Why the feed cannot do what it was asked to. Exit code 2: it was asked wrongly; 1: it failed. */
export class FeedError extends CliError {
  constructor(words: Words, exitCode: 1 | 2 = 2, options: { cause?: unknown; code?: string | undefined } = {}) {
    super(words, exitCode, options);
    this.name = 'FeedError';
  }
}
