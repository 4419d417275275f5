import type { Locale } from '@suivi/schema';
import { runFeed } from '../feed/feed.ts';
import { FeedError } from '../feed/feed-error.ts';
import { inLanguageOf } from '../supervisor/language.mjs';

export interface Output {
  /** Standard output: results, and nothing else. */
  out(line: string): void;
  /** Standard error: progress, and why something failed. */
  progress(line: string): void;
  locale: Locale;
}

type Command = (argv: readonly string[], env: NodeJS.ProcessEnv, output: Output) => Promise<void>;

const COMMANDS: Record<string, Command> = { feed: runFeed };

const HELP = {
  zh: `用法：npx suivi 命令 [选项]

  feed FOLDER   把一份日记作为患者事件发给运行中的 Suivi，或由引擎单独模拟

每个命令加 --help 会列出它的选项。`,
  en: `Usage: npx suivi COMMAND [options]

  feed FOLDER   send a diary to the running Suivi as patient events, or let the engine alone simulate it

Each command lists its options with --help.`,
};

/** `npx suivi …`. @returns the exit code: 2 asked wrongly, 1 failed. */
export async function main(argv: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<0 | 1 | 2> {
  const say = inLanguageOf(env);
  const output: Output = {
    out: (line) => void process.stdout.write(`${line}\n`),
    progress: (line) => void process.stderr.write(`${line}\n`),
    locale: say({ zh: 'zh', en: 'en' }) as Locale,
  };
  const [name = '--help', ...rest] = argv;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const asked = name === '--help' || name === '-h';
    (asked ? output.out : output.progress)(say(HELP));
    return asked ? 0 : 2;
  }
  try {
    await command(rest, env, output);
    return 0;
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    output.progress(say(error.words));
    return error.exitCode;
  }
}
