import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from './lock.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'suivi-test-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const me = { pid: process.pid, url: 'http://127.0.0.1:4400' };

test('a second taker hears who holds the lock, with the address told last', async () => {
  const first = await takeLock(folder, '/data', me);
  if (first.kind !== 'held') throw new Error('the lock was free');
  first.lock.tell({ ...me, url: 'http://127.0.0.1:5000' });
  expect(await takeLock(folder, '/data', me)).toEqual({
    kind: 'taken',
    by: { pid: process.pid, url: 'http://127.0.0.1:5000' },
  });
  const other = await takeLock(folder, '/other-data', me);
  expect(other.kind).toBe('held');
  if (other.kind === 'held') await other.lock.release();
  await first.lock.release();
  const again = await takeLock(folder, '/data', me);
  expect(again.kind).toBe('held');
  if (again.kind === 'held') await again.lock.release();
});

test('the lock of a killed process is free, and only one of many takers gets it', async () => {
  const module = fileURLToPath(new URL('./lock.ts', import.meta.url));
  const script = `const { takeLock } = await import(${JSON.stringify(module)});
    await takeLock(${JSON.stringify(folder)}, '/data', { pid: 1, url: '' }); console.log('held');`;
  const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  await once(holder.stdout, 'data');
  expect((await takeLock(folder, '/data', me)).kind).toBe('taken');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const results = await Promise.all(Array.from({ length: 8 }, () => takeLock(folder, '/data', me)));
  const held = results.filter((result) => result.kind === 'held');
  expect(held).toHaveLength(1);
  for (const each of held) await each.lock.release();
});
