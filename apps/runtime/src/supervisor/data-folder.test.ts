import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkVersions, emptyDataFolder, openDataFolder, stampVersions } from './data-folder.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'suivi-test-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const code = (work: () => unknown) => {
  try {
    work();
    return 'fine';
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test('a missing folder is made and stamped, and opened again later', () => {
  const path = join(folder, 'a/b');
  expect(openDataFolder(path)).toBe(path);
  expect(JSON.parse(readFileSync(join(path, 'suivi.json'), 'utf8'))).toEqual({ product: 'suivi', format: 1 });
  writeFileSync(join(path, 'more'), '');
  expect(openDataFolder(path)).toBe(path);
});

test('a folder with something else in it is refused and left as it is', () => {
  writeFileSync(join(folder, 'thesis.txt'), 'mine');
  expect(code(() => openDataFolder(folder))).toBe('data-folder-foreign');
  expect(code(() => emptyDataFolder(folder))).toBe('data-folder-foreign');
  expect(readdirSync(folder)).toEqual(['thesis.txt']);
});

test('a file in place of the folder is refused', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(code(() => openDataFolder(file))).toBe('data-folder-foreign');
});

test('a stamp of another product counts as foreign', () => {
  writeFileSync(join(folder, 'suivi.json'), '{"product":"other"}');
  expect(code(() => openDataFolder(folder))).toBe('data-folder-foreign');
});

test('data of another PostgreSQL major is refused, whether the stamp or the cluster tells', () => {
  openDataFolder(folder);
  stampVersions(folder, { postgresMajor: 17 });
  expect(code(() => checkVersions(folder, { postgresMajor: 18 }))).toBe('data-folder-other-version');
  mkdirSync(join(folder, 'postgres'));
  writeFileSync(join(folder, 'postgres/PG_VERSION'), '18\n');
  expect(code(() => checkVersions(folder, { postgresMajor: 18 }))).toBe('fine');
  expect(code(() => checkVersions(folder, { postgresMajor: 19 }))).toBe('data-folder-other-version');
});

test('a newer Temporal of the same major goes on with the data, another major does not', () => {
  openDataFolder(folder);
  stampVersions(folder, { temporalServer: '1.32.0' });
  expect(code(() => checkVersions(folder, { temporalServer: '1.40.1' }))).toBe('fine');
  expect(code(() => checkVersions(folder, { temporalServer: '2.0.0' }))).toBe('data-folder-other-version');
});

test('emptying keeps nothing but a fresh stamp', () => {
  openDataFolder(folder);
  stampVersions(folder, { postgresMajor: 17 });
  mkdirSync(join(folder, 'postgres/base'), { recursive: true });
  emptyDataFolder(folder);
  expect(readdirSync(folder)).toEqual(['suivi.json']);
  expect(code(() => checkVersions(folder, { postgresMajor: 18 }))).toBe('fine');
});
