import type { Words } from './language.mjs';

export type Flags =
  | { kind: 'start'; port: number; dataDir: string; fresh: boolean; designOnly: boolean }
  | { kind: 'help' }
  | { kind: 'wrong'; text: Words };

export const DEFAULT_PORT: number;
export const DEFAULT_DATA: string;
export const HELP: Words;

/** Reads the flags of `npm start`. `checkout` is the absolute folder in which the default data folder lies. Never throws. */
export function parseFlags(argv: readonly string[], checkout: string): Flags;
