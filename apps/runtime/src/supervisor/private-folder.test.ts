import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensurePrivate, folderKey, privateFolder } from './private-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync('/tmp/suivi-test-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const uid = process.getuid?.() ?? 0;

test('every socket name fits into the 103 bytes that the shortest system allows', () => {
  const path = join(privateFolder({ XDG_RUNTIME_DIR: '/tmp' }), `pg-${folderKey('/data')}`, '.s.PGSQL.5432.lock');
  expect(Buffer.byteLength(path)).toBeLessThanOrEqual(103);
});

test('a folder that is new, or ours, is closed to others', () => {
  const path = join(folder, 'private');
  ensurePrivate(path, { uid, mode: 0o700 });
  chmodSync(path, 0o777);
  ensurePrivate(path, { uid, mode: 0o700 });
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('a link, which somebody else may have laid, is refused', () => {
  mkdirSync(join(folder, 'target'));
  symlinkSync(join(folder, 'target'), join(folder, 'private'));
  expect(() => ensurePrivate(join(folder, 'private'), { uid, mode: 0o700 })).toThrow(/belongs to this user alone/);
});

test('a folder of another user is refused', () => {
  expect(() => ensurePrivate(folder, { uid: uid + 1, mode: 0o700 })).toThrow(/belongs to this user alone/);
});
