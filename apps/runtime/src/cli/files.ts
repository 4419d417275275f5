import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readJourneyText } from '@suivi/compiler';
import { type Model, modelOf } from '@suivi/simulation';
import { loadNodes } from '../nodes/installed-nodes.ts';
import { StartError } from '../supervisor/start-error.ts';
import { CliError } from './cli-error.ts';

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

/** Reads a journey from YAML or JSON. @throws CliError with everything that is wrong with it, and where. */
export async function readModel(path: string): Promise<Model> {
  await withPacks();
  const { journey, problems } = readJourneyText(await readText(path));
  if (journey) return modelOf(journey);
  const lines = problems.map(({ line, code, says }) => {
    const place = line === undefined ? path : `${path}:${line}`;
    return { zh: `${place}  ${says.zh} [${code}]`, en: `${place}  ${says.en} [${code}]` };
  });
  throw new CliError({ zh: lines.map(({ zh }) => zh).join('\n'), en: lines.map(({ en }) => en).join('\n') }, 2, {
    code: 'JOURNEY_UNREADABLE',
  });
}

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
