import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HELP, parseFlags } from './supervisor/flags.mjs';
import { inLanguageOf } from './supervisor/language.mjs';
import type { StartRuntime } from './supervisor/runtime-contract.ts';
import { StartError } from './supervisor/start-error.ts';
import { openSteps } from './supervisor/steps.ts';
import { openSupervisor, type Supervisor } from './supervisor/supervisor.ts';

const CHECKOUT = fileURLToPath(new URL('../../..', import.meta.url));
const SANDBOX = ['--import', 'tsx', resolve(CHECKOUT, 'packages/channels/src/wecom-sandbox/main.ts')];

/** Ctrl+C reaches us from the terminal and once more through npm: both mean the same wish. */
const SAME_WISH_MS = 250;
const LOOK_FOR_PARENT_MS = 500;

const DESIGN_ONLY = { zh: '仅设计模式：不运行任何旅程', en: 'Design only: no journey runs' };

export interface MainOptions {
  env?: NodeJS.ProcessEnv;
  write?(line: string): void;
  /** Another product than ours, for tests. */
  loadRuntime?(): Promise<StartRuntime>;
  sandboxArguments?: readonly string[];
  /** The process that npm started us from; when it is gone npm can no longer hand us a signal, so we end. */
  parent?: number | undefined;
}

/** `npm start`: brings the embedded product up and ends the process when it has come down. Exit code 2: wrong flags, 1: refused or failed. */
export async function main(argv: readonly string[], options: MainOptions = {}): Promise<void> {
  const env = options.env ?? process.env;
  const write = options.write ?? ((line) => void process.stdout.write(`${line}\n`));
  const say = inLanguageOf(env);
  const flags = parseFlags(argv, CHECKOUT);
  if (flags.kind === 'help') return write(say(HELP));
  if (flags.kind === 'wrong') {
    write(say(flags.text));
    process.exitCode = 2;
    return;
  }
  const supervisor = openSupervisor({
    ...flags,
    env,
    checkout: CHECKOUT,
    steps: openSteps(write, env),
    loadRuntime: options.loadRuntime ?? (async () => (await import('./runtime.ts')).startRuntime),
    sandboxArguments: options.sandboxArguments ?? SANDBOX,
    fatal: (error) => void end(error),
  });
  const end = endOnce(supervisor, (error) => {
    write(
      error instanceof StartError ? `${say(error.words)} [${error.code}]` : String((error as Error).stack ?? error),
    );
  });
  endOnSignals(supervisor, end, () => write(say({ zh: '正在停止 Suivi …', en: 'Stopping Suivi …' })));
  endWithParent(options.parent, end);
  process.on('uncaughtException', (error) => void end(error));
  // The terminal or the pipe behind our output may go before we do.
  process.stdout.on('error', () => {});

  try {
    const runtime = await supervisor.start();
    if (flags.designOnly) write(say(DESIGN_ONLY));
    for (const hint of runtime.signInHints) write(hint);
    write(`Suivi is ready: ${runtime.url}`);
  } catch (error) {
    await end(error);
  }
}

type End = (error?: unknown) => Promise<void>;

/** Stops everything and exits; the first reason counts, what fails because of it is not reported. */
function endOnce(supervisor: Supervisor, report: (error: unknown) => void): End {
  let ending: Promise<void> | undefined;
  return (error) => {
    ending ??= (async () => {
      if (error !== undefined) report(error);
      await supervisor.stop();
      process.exit(error === undefined ? 0 : 1);
    })();
    return ending;
  };
}

/** npm signals the shell between us, and a shell that ends by it tells nobody: without this we would run on unseen. */
function endWithParent(parent: number | undefined, end: End): void {
  if (parent === undefined) return;
  setInterval(() => {
    if (process.ppid !== parent) void end();
  }, LOOK_FOR_PARENT_MS).unref();
}

/** The first signal ends in order, a second one at once. */
function endOnSignals(supervisor: Supervisor, end: End, say: () => void): void {
  let first: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (first === undefined) {
        first = performance.now();
        say();
        void end();
      } else if (performance.now() - first > SAME_WISH_MS) {
        supervisor.kill();
        process.exit(1);
      }
    });
  }
}
