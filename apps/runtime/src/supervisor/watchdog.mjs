// Ends the children when the runtime has been gone for too long: after a kill -9 nobody else would.
// Plain Node without a loader: `node watchdog.mjs STATE_FILE SECONDS`. It ends itself then, or by SIGTERM.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, signalGroup, signalProcess } from './process-identity.mjs';

const [stateFile, seconds] = process.argv.slice(2);
const patienceMs = Number(seconds) * 1000;
const LOOK_EVERY_MS = Math.min(1000, patienceMs / 3);
/** PostgreSQL needs the longest: it writes a checkpoint. SIGINT is its "fast" shutdown. */
const SIGNALS = { temporal: 'SIGTERM', sandbox: 'SIGTERM', postgres: 'SIGINT' };
const GRACE_MS = 15_000;

process.on('SIGTERM', () => process.exit(0));
process.on('SIGINT', () => process.exit(0));

function readState() {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8'));
  } catch {
    return undefined;
  }
}

const livingChildren = (state) => Object.entries(state?.children ?? {}).filter(([, child]) => isAlive(child));

/** A newer start names itself in the state file and may keep this watchdog; another one named there replaces it. */
const isMine = (state) => state?.watchdog === undefined || state.watchdog.pid === process.pid;

let lastSeen = performance.now();
let state = readState();
while (performance.now() - lastSeen < patienceMs) {
  await sleep(LOOK_EVERY_MS);
  state = readState() ?? state;
  if (!isMine(state)) process.exit(0);
  if (state?.runtime && isAlive(state.runtime)) lastSeen = performance.now();
}

for (const [name, child] of livingChildren(state)) signalProcess(child, SIGNALS[name] ?? 'SIGTERM');
const end = performance.now() + GRACE_MS;
while (performance.now() < end && livingChildren(state).length > 0) await sleep(100);
for (const [, child] of livingChildren(state)) signalGroup(child, 'SIGKILL');
