import { expect, test } from 'vitest';
import { inspectProgram, parseVersion } from './program.ts';

test('the versions of the CLI and of its server are read', () => {
  expect(parseVersion('/t', 'temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)\n')).toEqual({
    kind: 'usable',
    program: { path: '/t', version: '1.9.1', server: '1.32.0' },
  });
});

test('a program whose server is too old is passed over', () => {
  const inspected = parseVersion('/t', 'temporal version 1.1.0 (Server 1.25.0, UI 2.30.3)');
  expect(inspected).toEqual({ kind: 'unusable', why: 'its server 1.25.0 is older than 1.29' });
});

test('another program of that name is not taken for Temporal', () => {
  expect(parseVersion('/t', 'temporal 3.1 - a calendar').kind).toBe('unusable');
});

test('a program that does not run is unusable, not an exception', async () => {
  expect(await inspectProgram('/nowhere/temporal')).toEqual({ kind: 'unusable', why: 'ENOENT' });
});
