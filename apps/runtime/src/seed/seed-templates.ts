import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readJourneyText } from '@suivi/compiler';
import type { Journey } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { createJourney } from '../journeys/journey.ts';

const FOLDER = fileURLToPath(new URL('../../../../examples/templates/', import.meta.url));
const SUFFIX = '.journey.yaml';

export interface Template {
  /** By which other templates call it: `J6`. */
  key: string;
  document: Journey;
}

/** The template journeys that come with the product: a folder each, the journey's file named by its key. */
export async function readTemplates(folder = FOLDER): Promise<Template[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(SUFFIX)).sort();
  return Promise.all(
    files.map(async (file) => {
      const { journey, problems } = readJourneyText(await readFile(`${folder}${file}`, 'utf8'));
      if (!journey) throw new Error(`${file}: ${JSON.stringify(problems)}`);
      return { key: file.replace(/^.*\//, '').slice(0, -SUFFIX.length), document: journey };
    }),
  );
}

/** Puts the templates that are missing into an organization, as drafts that nobody has approved. */
export async function seedTemplates(tx: PoolClient, operator: Caller, templates: readonly Template[]): Promise<void> {
  for (const { key, document } of templates) {
    const { rowCount } = await tx.query('SELECT FROM journeys WHERE key = $1', [key]);
    if (!rowCount) await createJourney(tx, operator, { document, example: true, key });
  }
}
