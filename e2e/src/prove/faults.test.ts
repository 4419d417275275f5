import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FAULTS } from './faults.ts';
import { edited } from './plant.ts';
import { CHECKOUT } from './private-copy.ts';

test.each(FAULTS.map((fault) => [fault.name, fault] as const))(
  'the fault %s still fits the files, and its test is still there',
  async (_, { edits, caughtBy }) => {
    const sources = new Map<string, string>();
    for (const edit of edits) {
      const source = sources.get(edit.file) ?? (await readFile(join(CHECKOUT, edit.file), 'utf8'));
      sources.set(edit.file, edited(source, edit));
    }
    expect(await readFile(join(CHECKOUT, caughtBy.file), 'utf8')).toContain(`'${caughtBy.test}'`);
  },
);

test('every fault has a name of its own', () => {
  expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
});
