import type { Words } from './language.mjs';

export type StartErrorCode =
  | 'already-running'
  | 'builder-missing'
  | 'child-failed'
  | 'crash-loop'
  | 'data-folder-foreign'
  | 'data-folder-other-version'
  | 'data-folder-unreachable'
  | 'database-unreachable'
  | 'disk-full'
  | 'pack-invalid'
  | 'port-in-use'
  | 'postgres-binaries-missing'
  | 'private-folder-unsafe'
  | 'temporal-not-found'
  | 'temporal-unreachable';

/** A reason why Suivi can't start or go on that a person can act on: printed as a sentence, without a stack; exit code 1. */
export class StartError extends Error {
  constructor(
    readonly code: StartErrorCode,
    readonly words: Words,
    options?: ErrorOptions,
  ) {
    super(words.en, options);
    this.name = 'StartError';
  }
}
