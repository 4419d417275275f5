import { type ParseArgsConfig, parseArgs } from 'node:util';
import { CliError } from './cli-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<Given extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; strict: true; allowPositionals: true; options: Given }>
>;

/** Reads the flags of one command. @throws CliError for a flag that is unknown or lacks its value. */
export function readFlags<Given extends Options>(argv: readonly string[], options: Given): Parsed<Given> {
  try {
    return parseArgs({ args: [...argv], strict: true, allowPositionals: true, options });
  } catch (cause) {
    const argument = /'([^']+)'/.exec(cause instanceof Error ? cause.message : '')?.[1] ?? '';
    throw new CliError(
      {
        zh: `选项 ${argument} 未知或缺少值；--help 会列出所有选项。`,
        en: `The option ${argument} is unknown or lacks its value; --help lists the options.`,
      },
      2,
      { cause, code: 'FLAG_UNKNOWN' },
    );
  }
}

/** A whole number of a flag. @throws CliError when it is none, or outside of its limits. */
export function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
  throw new CliError(
    {
      zh: `--${flag} 需要 ${least} 到 ${most} 之间的整数，收到的是“${text}”。`,
      en: `--${flag} needs a whole number from ${least} to ${most}, not “${text}”.`,
    },
    2,
    { code: 'FLAG_INVALID' },
  );
}
