import { LOCALES, type Locale, type Words } from '@suivi/schema';
import { CliError } from './cli-error.ts';
import { readFlags } from './read-flags.ts';

export interface Output {
  /** Standard output: results, and nothing else. */
  out(line: string): void;
  /** Standard error: progress, and why something failed. */
  progress(line: string): void;
  locale: Locale;
}

/** @returns the exit code where it is not 0. */
export type Command = (
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  output: Output,
) => Promise<0 | 1 | 2 | undefined>;

const COMMON = {
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Flags = Record<string, { type: 'string' | 'boolean'; default?: string | boolean }>;
type Values<Given extends Flags> = {
  [K in keyof Given]: Given[K]['type'] extends 'boolean' ? boolean : string | undefined;
};

export interface Asked<Given extends Flags> {
  /** The files or folders that are named, as many as the command takes. */
  files: string[];
  flags: Values<Given>;
  json: boolean;
  output: Output;
}

interface Spec<Given extends Flags> {
  help: Words;
  files: number;
  flags: Given;
  run(asked: Asked<Given>): Promise<0 | 1 | 2 | undefined>;
}

/** A command over files of journeys: --json, --lang and --help are the same for all of them. */
export function journeyCommand<Given extends Flags>({ help, files: wanted, flags: own, run }: Spec<Given>): Command {
  return async (argv, _env, given) => {
    const { values, positionals: files } = readFlags(argv, { ...own, ...COMMON });
    const { json, lang, help: asked, ...flags } = values as { json: boolean; lang?: string; help: boolean };
    const output = lang === undefined ? given : { ...given, locale: localeOf(lang) };
    if (asked) {
      output.out(help[output.locale]);
      return 0;
    }
    if (files.length !== wanted) {
      throw new CliError(
        {
          zh: `需要 ${wanted} 个文件，收到 ${files.length} 个；--help 会列出用法。`,
          en: `This needs ${wanted} file(s), not ${files.length}; --help shows how.`,
        },
        2,
        { code: 'FILE_COUNT' },
      );
    }
    return run({ files, flags: flags as Values<Given>, json, output });
  };
}

function localeOf(text: string): Locale {
  const locale = LOCALES.find((each) => each === text);
  if (locale) return locale;
  throw new CliError({ zh: '--lang 需要 zh 或 en。', en: '--lang needs zh or en.' }, 2, { code: 'FLAG_INVALID' });
}
