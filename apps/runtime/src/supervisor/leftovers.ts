import { stopProcess } from './child.ts';
import { inside } from './data-folder.ts';
import { runningPostmaster } from './postgres/postmaster.ts';
import { SANDBOX_STOP_MS } from './sandbox.ts';
import type { ChildName, State } from './state-file.ts';
import { TEMPORAL_STOP_MS } from './temporal/launch.ts';

const POSTGRES_STOP_MS = 10_000;

/** Ends the children that a state names, PostgreSQL last because the others' callers may still write; those gone already are skipped. */
export async function stopChildren(children: State['children'], names: readonly ChildName[]): Promise<void> {
  const stop = async (name: ChildName, signal: NodeJS.Signals, graceMs: number) => {
    const child = children[name];
    if (child && names.includes(name)) await stopProcess(child, signal, graceMs);
  };
  await Promise.all([stop('temporal', 'SIGTERM', TEMPORAL_STOP_MS), stop('sandbox', 'SIGTERM', SANDBOX_STOP_MS)]);
  // SIGINT is PostgreSQL's "fast" shutdown: it ends sessions and writes a checkpoint.
  await stop('postgres', 'SIGINT', POSTGRES_STOP_MS);
}

/** Makes sure that nothing of ours runs in a data folder, whether the state file knows of it or only PostgreSQL's own pid file. */
export async function stopEverythingIn(realDataDir: string, state: State): Promise<void> {
  await stopChildren(state.children, ['temporal', 'sandbox', 'postgres']);
  const postmaster = await runningPostmaster(inside(realDataDir).postgres, undefined);
  if (postmaster) await stopProcess(postmaster.identity, 'SIGINT', POSTGRES_STOP_MS);
  if (state.watchdog) await stopProcess(state.watchdog, 'SIGTERM', 1000);
}
