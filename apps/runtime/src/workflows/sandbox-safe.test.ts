import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));
/** What may be in the workflow bundle: no zod, no Node, no date library. */
const ALLOWED = ['@suivi/engine', '@suivi/schema/temporal-names', '@temporalio/workflow'];

const sources = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

test.each(sources)('%s brings nothing into the workflow bundle that does not belong there', (name) => {
  const text = readFileSync(`${FOLDER}${name}`, 'utf8');
  const values = [...text.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+'([^']+)'/gm)].map(
    (match) => match[1] ?? '',
  );
  expect(values.filter((from) => !from.startsWith('./') && !ALLOWED.includes(from))).toEqual([]);
});

test.each(sources)('%s reads no clock but the one of the workflow', (name) => {
  const text = readFileSync(`${FOLDER}${name}`, 'utf8');
  expect(text).not.toMatch(
    /\bIntl\b|new Date\(\)|\.get(Hours|Day|Date|Month|FullYear)\(|process\.|Math\.random|setTimeout/,
  );
});
