import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStateFile, stateFilePath } from './state-file.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'suivi-test-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const child = { pid: 7, startedAt: '1', bootId: 'b', port: 7233 };

test('a change is on disk at once and leaves no other file', () => {
  openStateFile(folder).change((state) => {
    state.children.temporal = child;
  });
  expect(openStateFile(folder).now.children).toEqual({ temporal: child });
  expect(readdirSync(folder)).toEqual(['state.json']);
});

test('a damaged file counts as empty', () => {
  writeFileSync(stateFilePath(folder), '{"dataDir":');
  expect(openStateFile(folder).now.children).toEqual({});
});

test('a copied data folder does not lay claim to the children of the original', () => {
  const [original, copy] = [join(folder, 'original'), join(folder, 'copy')];
  mkdirSync(original);
  openStateFile(original).change((state) => {
    state.children.temporal = child;
  });
  cpSync(original, copy, { recursive: true });
  expect(openStateFile(copy).now.children).toEqual({});
});
