import { LOCALES, type Locale, type Words } from '@suivi/schema';
import { runFeed } from '../feed/feed.ts';
import { inLanguageOf } from '../supervisor/language.mjs';
import { CliError } from './cli-error.ts';
import { columns } from './columns.ts';
import { coverage } from './coverage.ts';
import { diff } from './diff.ts';
import type { Command, Output } from './journey-command.ts';
import { prose } from './prose.ts';
import { rehearseCommand } from './rehearse.ts';
import { schema } from './schema.ts';
import { simulate } from './simulate.ts';
import { validate } from './validate.ts';
import { windows } from './windows.ts';

export type { Output } from './journey-command.ts';

interface Entry {
  run: Command;
  /** What stands behind the name in a call. */
  takes: string;
  does: Words;
}

const COMMANDS: Record<string, Entry> = {
  validate: {
    run: validate,
    takes: 'JOURNEY',
    does: {
      zh: '检查旅程文件，列出每个问题和改法',
      en: 'check a journey file; list what is wrong and what to do about it',
    },
  },
  simulate: {
    run: simulate,
    takes: 'JOURNEY --scenario FILE|FOLDER',
    does: {
      zh: '走一遍用例，打印执行记录，与预期比较',
      en: 'walk scenarios, print their trace, compare with what they expect',
    },
  },
  coverage: {
    run: coverage,
    takes: 'JOURNEY --scenarios FOLDER',
    does: { zh: '用例从没走过的出口和超时', en: 'ports and time-outs that no scenario takes' },
  },
  rehearse: {
    run: rehearseCommand,
    takes: 'JOURNEY [--against OTHER]',
    does: {
      zh: '许多虚构患者走几个月：发送量、负荷、时间',
      en: 'many made-up patients through months: sends, load, times',
    },
  },
  diff: {
    run: diff,
    takes: 'OLD NEW',
    does: { zh: '按意思比较两个版本', en: 'compare two versions by meaning' },
  },
  windows: {
    run: windows,
    takes: 'JOURNEY',
    does: { zh: '每个节点最早、最晚何时到', en: 'when each node can be reached' },
  },
  prose: {
    run: prose,
    takes: 'JOURNEY',
    does: { zh: '写成编号的 SOP 文本', en: 'the journey as numbered text' },
  },
  schema: {
    run: schema,
    takes: '[--scenario]',
    does: { zh: '旅程或用例文件的 JSON Schema', en: 'JSON Schema of journey or scenario files' },
  },
  feed: {
    run: async (argv, env, output) => {
      await runFeed(argv, env, output);
      return 0;
    },
    takes: 'FOLDER',
    does: {
      zh: '把一份日记作为患者事件发给运行中的 Suivi，或由引擎单独模拟',
      en: 'send a diary to the running Suivi as patient events, or let the engine alone simulate it',
    },
  },
};

function helpIn(locale: Locale): string {
  const lines = columns(
    Object.entries(COMMANDS).map(([name, { takes, does }]) => [`  ${name} ${takes}`, does[locale]]),
  );
  return {
    zh: ['用法：npx suivi 命令 [选项]', '', ...lines, '', '每个命令加 --help 会列出它的选项。'],
    en: ['Usage: npx suivi COMMAND [options]', '', ...lines, '', 'Each command lists its options with --help.'],
  }[locale].join('\n');
}

/** `npx suivi …`. @returns the exit code: 2 asked wrongly, 1 failed. */
export async function main(
  argv: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  write: Pick<Output, 'out' | 'progress'> = {
    out: (line) => void process.stdout.write(`${line}\n`),
    progress: (line) => void process.stderr.write(`${line}\n`),
  },
): Promise<0 | 1 | 2> {
  const output: Output = { ...write, locale: localeOf(argv, env) };
  const [name = '--help', ...rest] = argv;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const asked = name === '--help' || name === '-h';
    (asked ? output.out : output.progress)(helpIn(output.locale));
    return asked ? 0 : 2;
  }
  try {
    return (await command.run(rest, env, output)) ?? 0;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    output.progress(`${error.words[output.locale]}${error.code === undefined ? '' : ` [${error.code}]`}`);
    return error.exitCode;
  }
}

/** What is asked for counts also for what is wrong with the call; `--lang` itself is checked where it is read. */
function localeOf(argv: readonly string[], env: NodeJS.ProcessEnv): Locale {
  const asked = argv[argv.indexOf('--lang') + 1];
  const known = argv.includes('--lang') ? LOCALES.find((locale) => locale === asked) : undefined;
  return known ?? (inLanguageOf(env)({ zh: 'zh', en: 'en' }) as Locale);
}
