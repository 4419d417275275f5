import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readJourneyText, type TextProblem } from '@suivi/compiler';
import type { Locale } from '@suivi/schema';
import { type Model, modelOf } from '@suivi/simulation';
import { loadNodes } from '../nodes/installed-nodes.ts';
import { StartError } from '../supervisor/start-error.ts';
import { CliError } from './cli-error.ts';
import type { Output } from './journey-command.ts';

/** Reads a file as text. @throws CliError when it cannot be read. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new CliError({ zh: `无法读取 ${path}。`, en: `Cannot read ${path}.` }, 2, { cause, code: 'FILE_UNREADABLE' });
  }
}

const CHECKOUT = fileURLToPath(new URL('../../../..', import.meta.url));

/** The nodes of this installation's packs are nodes like any other, here as on the product. */
async function withPacks(): Promise<void> {
  try {
    await loadNodes(CHECKOUT, process.env);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw new CliError(error.words, 1, { cause: error, code: error.code });
  }
}

/** A journey as it was read, and the keys of the file that say nothing. */
export interface JourneyFile {
  model: Model;
  ignored: TextProblem[];
}

/** Reads a journey from YAML or JSON. @throws CliError with everything that is wrong with it, and where. */
export async function readJourneyFile(path: string): Promise<JourneyFile> {
  await withPacks();
  const { journey, problems, ignored } = readJourneyText(await readText(path));
  if (journey) return { model: modelOf(journey), ignored };
  const lines = (locale: Locale) => problems.map((problem) => problemLine(path, problem, locale)).join('\n');
  throw new CliError({ zh: lines('zh'), en: lines('en') }, 2, { code: 'JOURNEY_UNREADABLE' });
}

/** The same for commands that only use the journey: keys that say nothing are told beside the result. */
export async function readModel(path: string, { progress, locale }: Output): Promise<Model> {
  const { model, ignored } = await readJourneyFile(path);
  for (const problem of ignored) progress(problemLine(path, problem, locale));
  return model;
}

/** `refill.yaml:12  sentence [CODE]` */
export const problemLine = (path: string, { line, code, says }: TextProblem, locale: Locale): string =>
  `${line === undefined ? path : `${path}:${line}`}  ${says[locale]} [${code}]`;

const SCENARIO = /\.(ya?ml|json)$/;
const JOURNEY = /\.journey\.(ya?ml|json)$/;

/** The scenario files that a path means: itself, or all in the folder and below, in the order of their names. */
export async function scenarioFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new CliError({ zh: `没有 ${path}。`, en: `There is no ${path}.` }, 2, { cause, code: 'FILE_UNREADABLE' });
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path, { recursive: true })).filter((name) => SCENARIO.test(name) && !JOURNEY.test(name));
  if (names.length === 0) {
    throw new CliError(
      {
        zh: `${path} 里没有用例（.yaml、.yml 或 .json）。`,
        en: `There is no scenario in ${path} (.yaml, .yml or .json).`,
      },
      2,
      { code: 'FOLDER_EMPTY' },
    );
  }
  return names.sort().map((name) => join(path, name));
}
