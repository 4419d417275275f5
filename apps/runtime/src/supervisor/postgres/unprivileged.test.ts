import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canReach, userIn } from './unprivileged.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync('/tmp/suivi-test-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const stranger = { uid: 64_123, gid: 64_123 };

test('a folder is out of reach when one of the folders above it may not be passed', () => {
  const inner = join(folder, 'inner');
  mkdirSync(inner, { mode: 0o755 });
  chmodSync(folder, 0o700);
  expect(canReach(inner, stranger)).toBe(false);
  chmodSync(folder, 0o711);
  expect(canReach(inner, stranger)).toBe(true);
});

test('the class that applies is the first that fits, as in the kernel: owner before others', () => {
  chmodSync(folder, 0o611);
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  expect(canReach(folder, owner)).toBe(false);
  if (owner.uid === 0) {
    chownSync(folder, stranger.uid, stranger.gid);
    expect(canReach(folder, stranger)).toBe(false);
  }
});

test('a user is found by the whole name', () => {
  const passwd = 'root:x:0:0::/root:/bin/sh\npostgres2:x:9:9::/:/x\npostgres:x:101:104:,,,:/var/lib:/bin/bash\n';
  expect(userIn(passwd, 'postgres')).toEqual({ uid: 101, gid: 104 });
  expect(userIn(passwd, 'nobody')).toBeUndefined();
});
