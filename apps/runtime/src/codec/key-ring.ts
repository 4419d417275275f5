import { randomBytes } from 'node:crypto';
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const file = z.object({ v: z.literal(1), current: z.string(), keys: z.record(z.string(), z.base64()) });

/** The data keys of this installation, by id. Destroying a key makes everything sealed with it unreadable. */
export class KeyRing {
  readonly #current: string;
  readonly #keys: Map<string, Buffer>;

  constructor(current: string, keys: Map<string, Buffer>) {
    this.#current = current;
    this.#keys = keys;
    this.get(current);
  }

  current(): { id: string; key: Buffer } {
    return { id: this.#current, key: this.get(this.#current) };
  }

  get(id: string): Buffer {
    const key = this.#keys.get(id);
    if (key?.length !== 32) throw new Error(`the key ring has no 256-bit key ${id}`);
    return key;
  }
}

/**
 * Reads `keys.json` of the data folder (0600), or makes one at the first start.
 * Written aside and linked into place: two starts at once end with one ring, and a crash leaves none half written.
 */
export async function openKeyRing(dataDir: string): Promise<KeyRing> {
  const path = join(dataDir, 'keys.json');
  const existing = await readFile(path, 'utf8').catch(() => undefined);
  if (existing === undefined) {
    const aside = `${path}.${process.pid}`;
    const fresh = { v: 1, current: 'k1', keys: { k1: randomBytes(32).toString('base64') } };
    await writeFile(aside, JSON.stringify(fresh), { mode: 0o600 });
    await link(aside, path).catch(() => undefined);
    await rm(aside);
  }
  await chmod(path, 0o600);
  const ring = file.parse(JSON.parse(await readFile(path, 'utf8')));
  return new KeyRing(
    ring.current,
    new Map(Object.entries(ring.keys).map(([id, key]) => [id, Buffer.from(key, 'base64')])),
  );
}
