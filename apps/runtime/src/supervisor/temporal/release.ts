import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { Fetched } from './fetched.ts';
import { TEMPORAL_VERSION } from './pins.ts';
import { sha256 } from './wheel.ts';

const CONNECT_LIMIT_MS = 10_000;
const ARCHES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Downloads the official release of the Temporal CLI from `base` (the layout of GitHub releases), checks it against the
 * release's checksums.txt and unpacks the program to `target`. `progress` hears whole percents.
 */
export async function fetchRelease(
  base: string,
  target: string,
  progress: (percent: number) => void,
): Promise<Fetched> {
  const arch = ARCHES[process.arch];
  if (arch === undefined) return { kind: 'failed', why: `no release for ${process.platform}-${process.arch}` };
  const name = `temporal_cli_${TEMPORAL_VERSION}_${process.platform}_${arch}.tar.gz`;
  const folder = `${base.replace(/\/$/, '')}/v${TEMPORAL_VERSION}`;
  try {
    const sums = await (await get(`${folder}/checksums.txt`)).text();
    const expected = checksumOf(sums, name);
    if (expected === undefined) return { kind: 'failed', why: `checksums.txt doesn't name ${name}` };
    const archive = `${target}.tar.gz`;
    await download(await get(`${folder}/${name}`), archive, progress);
    if ((await sha256(archive)) !== expected) return { kind: 'failed', why: `${name} doesn't match its checksum` };
    await promisify(execFile)('tar', ['-xzf', archive, '-C', dirname(target), 'temporal']);
    await rename(join(dirname(target), 'temporal'), target);
    await chmod(target, 0o755);
    return { kind: 'fetched' };
  } catch (error) {
    return { kind: 'failed', why: unreachable(error, base) };
  }
}

/** The sum that a line "<sha256>  <name>" gives for a file (the format of sha256sum). */
export function checksumOf(sums: string, name: string): string | undefined {
  return sums
    .split('\n')
    .map((line) => line.trim().split(/\s+\*?/))
    .find(([, file]) => file === name)?.[0];
}

async function get(url: string): Promise<Response> {
  const connecting = new AbortController();
  const timer = setTimeout(() => connecting.abort(), CONNECT_LIMIT_MS);
  try {
    const response = await fetch(url, { signal: connecting.signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response;
  } finally {
    clearTimeout(timer);
  }
}

async function download(response: Response, path: string, progress: (percent: number) => void): Promise<void> {
  const total = Number(response.headers.get('content-length') ?? 0);
  let [so, told] = [0, 0];
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      so += chunk.length;
      const percent = total > 0 ? Math.floor((so / total) * 100) : 0;
      if (percent > told) {
        told = percent;
        progress(percent);
      }
      done(null, chunk);
    },
  });
  if (!response.body) throw new Error('empty answer');
  await pipeline(
    Readable.fromWeb(response.body as import('node:stream/web').ReadableStream),
    count,
    createWriteStream(path),
  );
}

function unreachable(error: unknown, base: string): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.startsWith('HTTP ') ? `${text} from ${new URL(base).host}` : `${hostOf(base)} can't be reached`;
}

function hostOf(base: string): string {
  return URL.canParse(base) ? new URL(base).host : base;
}
