import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity, signalGroup, signalProcess } from './process-identity.mjs';
import { StartError } from './start-error.ts';
import { waitUntil } from './wait-until.ts';

/** A process that outlives us: started in its own process group, or found running and adopted. */
export interface Child {
  readonly identity: ProcessIdentity;
  readonly adopted: boolean;
  /** Settles when the process is gone, whoever ended it. */
  readonly gone: Promise<void>;
  /** Sends `signal`, and SIGKILL to the whole group when it is still there after `graceMs`. */
  stop(signal: NodeJS.Signals, graceMs: number): Promise<void>;
  /** SIGKILL to the group, without waiting. */
  kill(): void;
}

export interface Command {
  program: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Both outputs go here: a pipe would break with us. */
  logFile: string;
  /** Only root may give another user. */
  user?: { uid: number; gid: number } | undefined;
}

/** A log is begun anew at a start that finds it larger than this. */
const LOG_LIMIT_BYTES = 5_000_000;

/** Starts a process in its own group. Throws StartError 'child-failed' when the system can't run the program. */
export async function startChild(command: Command): Promise<Child> {
  const tooLong = (statSync(command.logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES;
  const log = openSync(command.logFile, tooLong ? 'w' : 'a', 0o600);
  try {
    const child = spawn(command.program, command.args, {
      cwd: command.cwd,
      env: command.env,
      detached: true,
      stdio: ['ignore', log, log],
      ...command.user,
    });
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await once(child, 'spawn');
    child.unref();
    const pid = child.pid;
    // One that has already ended keeps an identity that matches nothing.
    const identity = (pid && identify(pid)) || { pid: pid ?? 0, startedAt: 'ended', bootId: '' };
    return handle(identity, false, gone);
  } catch (error) {
    throw new StartError(
      'child-failed',
      {
        zh: `无法启动 ${command.program}：${reason(error)}。`,
        en: `${command.program} can't be started: ${reason(error)}.`,
      },
      { cause: error },
    );
  } finally {
    closeSync(log);
  }
}

/** Takes charge of a process that an earlier run of ours has left. */
export function adoptChild(identity: ProcessIdentity): Child {
  return handle(identity, true, watch(identity));
}

async function watch(identity: ProcessIdentity): Promise<void> {
  while (isAlive(identity)) await sleep(500, undefined, { ref: false });
}

function handle(identity: ProcessIdentity, adopted: boolean, gone: Promise<void>): Child {
  return {
    identity,
    adopted,
    gone,
    stop: (signal, graceMs) => stopProcess(identity, signal, graceMs),
    kill: () => void signalGroup(identity, 'SIGKILL'),
  };
}

/** Ends exactly this process: `signal` first, SIGKILL to its group after `graceMs`; returns when it is gone. */
export async function stopProcess(identity: ProcessIdentity, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  const ended = () => (isAlive(identity) ? undefined : true);
  signalProcess(identity, signal);
  if (await waitUntil(ended, graceMs)) return;
  signalGroup(identity, 'SIGKILL');
  await waitUntil(ended, 10_000);
}

/** What a child needs of our environment, and nothing else: no database password, no key, no PG* or TEMPORAL_* switch. */
export function plainEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'LC_MESSAGES', 'NODE_ENV'];
  return { ...Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : []))), TZ: 'UTC' };
}

/** The end of a child's log, for the sentence that says why it failed. */
export function logTail(logFile: string, lines = 5): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}

/** The sentence for a child that didn't become ready, with the end of its log. */
export function notReady(what: string, logFile: string): StartError {
  const tail = logTail(logFile);
  return new StartError('child-failed', {
    zh: `${what} 未能启动；日志 ${logFile} 的结尾：\n${tail}`,
    en: `${what} did not start; the end of its log ${logFile}:\n${tail}`,
  });
}

function reason(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
}
