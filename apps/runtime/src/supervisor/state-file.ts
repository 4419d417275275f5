import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const identitySchema = z.object({ pid: z.number().int().positive(), startedAt: z.string(), bootId: z.string() });
const childSchema = identitySchema.extend({ port: z.number().int().optional(), clusterId: z.string().optional() });
const stateSchema = z.object({
  /** Real path of the data folder: a copied folder must not adopt the children of the original. */
  dataDir: z.string(),
  runtime: identitySchema.extend({ url: z.string() }).optional(),
  watchdog: identitySchema.optional(),
  children: z.object({
    postgres: childSchema.optional(),
    temporal: childSchema.optional(),
    sandbox: childSchema.optional(),
  }),
  /** Outlive a stop, so that addresses stay the same from start to start. */
  ports: z.object({ temporal: z.number().int().optional(), sandbox: z.number().int().optional() }),
});

export type State = z.infer<typeof stateSchema>;
export type ChildName = keyof State['children'];
export type ChildState = z.infer<typeof childSchema>;

/** The state of a data folder on disk; every change is on disk when the call returns. Only the holder of the lock writes. */
export interface StateFile {
  readonly now: State;
  change(edit: (state: State) => void): void;
}

export function stateFilePath(realDataDir: string): string {
  return join(realDataDir, 'state.json');
}

/** Opens state.json. A missing, damaged or copied one counts as empty: the children are then found by protocol or not at all. */
export function openStateFile(realDataDir: string): StateFile {
  const path = stateFilePath(realDataDir);
  let now = read(path, realDataDir) ?? { dataDir: realDataDir, children: {}, ports: {} };
  return {
    get now() {
      return now;
    },
    change(edit) {
      const next = structuredClone(now);
      edit(next);
      writeAtomically(path, `${JSON.stringify(next, null, 2)}\n`);
      now = next;
    },
  };
}

function read(path: string, realDataDir: string): State | undefined {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return state.dataDir === realDataDir ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all, also after a power cut: written beside, flushed, then renamed. */
export function writeAtomically(path: string, text: string): void {
  const beside = `${path}.${process.pid}.new`;
  try {
    const file = openSync(beside, 'w', 0o644);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
