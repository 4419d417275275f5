import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TEMPORAL_VERSION } from './pins.ts';
import { inspectProgram } from './program.ts';
import { fetchRelease } from './release.ts';

const ARCHIVE = `temporal_cli_${TEMPORAL_VERSION}_${process.platform}_${process.arch === 'x64' ? 'amd64' : 'arm64'}.tar.gz`;
const VERSION_LINE = `temporal version ${TEMPORAL_VERSION} (Server 1.32.0, UI 2.54.1)`;

let folder: string;
let server: Server;
let files: Record<string, Buffer | string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suivi-test-'));
  const source = mkdtempSync(join(folder, 'source-'));
  writeFileSync(join(source, 'temporal'), `#!/bin/sh\necho '${VERSION_LINE}'\n`);
  chmodSync(join(source, 'temporal'), 0o755);
  execFileSync('tar', ['-czf', join(folder, 'archive'), '-C', source, 'temporal']);
  const archive = readFileSync(join(folder, 'archive'));
  files = {
    [ARCHIVE]: archive,
    'checksums.txt': `${'0'.repeat(64)}  other.tar.gz\n${createHash('sha256').update(archive).digest('hex')}  ${ARCHIVE}\n`,
  };
  server = createServer((request, response) => {
    const file = files[request.url?.replace(`/mirror/v${TEMPORAL_VERSION}/`, '') ?? ''];
    if (file === undefined) response.writeHead(404);
    response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const base = () => {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/mirror/`;
};
const target = () => join(folder, 'program');

test('a release is downloaded, checked, unpacked and runs', async () => {
  const percents: number[] = [];
  expect(await fetchRelease(base(), target(), (percent) => percents.push(percent))).toEqual({ kind: 'fetched' });
  expect((await inspectProgram(target())).kind).toBe('usable');
  expect(percents.at(-1)).toBe(100);
});

test('an archive that does not match its checksum is not unpacked', async () => {
  files['checksums.txt'] = `${'f'.repeat(64)}  ${ARCHIVE}\n`;
  expect(await fetchRelease(base(), target(), () => {})).toEqual({
    kind: 'failed',
    why: `${ARCHIVE} doesn't match its checksum`,
  });
  expect((await inspectProgram(target())).kind).toBe('unusable');
});

test('a release without this platform, a missing release and a server that is away are reasons, not exceptions', async () => {
  files['checksums.txt'] = '';
  expect(await fetchRelease(base(), target(), () => {})).toMatchObject({ kind: 'failed' });
  files = {};
  const host = new URL(base()).host;
  expect(await fetchRelease(base(), target(), () => {})).toEqual({ kind: 'failed', why: `HTTP 404 from ${host}` });
  expect(await fetchRelease('http://127.0.0.1:1', target(), () => {})).toEqual({
    kind: 'failed',
    why: "127.0.0.1:1 can't be reached",
  });
});
