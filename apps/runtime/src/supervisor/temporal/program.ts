import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { plainEnvironment } from '../child.ts';
import { OLDEST_SERVER } from './pins.ts';

export interface TemporalProgram {
  path: string;
  /** Version of the CLI, e.g. "1.9.1". */
  version: string;
  /** Version of the server in it, e.g. "1.32.0". */
  server: string;
}

export type Inspected = { kind: 'usable'; program: TemporalProgram } | { kind: 'unusable'; why: string };

/** Asks a program for its version; 'unusable' when it doesn't run, isn't the Temporal CLI, or is too old. */
export async function inspectProgram(path: string): Promise<Inspected> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { env: plainEnvironment(), timeout: 20_000 });
    return parseVersion(path, stdout);
  } catch (error) {
    return { kind: 'unusable', why: (error as NodeJS.ErrnoException).code?.toString() ?? 'does not run' };
  }
}

/** Reads e.g. "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)". */
export function parseVersion(path: string, text: string): Inspected {
  const found = /^temporal version (\d\S*) \(Server (\d+)\.(\d+)(\.[^\s,)]+)?/m.exec(text);
  if (!found) return { kind: 'unusable', why: 'is not the Temporal CLI' };
  const [, version = '', major = '', minor = '', patch = ''] = found;
  const [oldestMajor, oldestMinor] = OLDEST_SERVER;
  const server = `${major}.${minor}${patch}`;
  if (Number(major) < oldestMajor || (Number(major) === oldestMajor && Number(minor) < oldestMinor)) {
    return { kind: 'unusable', why: `its server ${server} is older than ${OLDEST_SERVER.join('.')}` };
  }
  return { kind: 'usable', program: { path, version, server } };
}
