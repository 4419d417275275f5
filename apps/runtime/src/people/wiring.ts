import { readJourney } from '@suivi/compiler';
import type { Journey } from '@suivi/schema';
import { LRUCache } from 'lru-cache';
import type { PoolClient } from 'pg';

/** Versions never change, so what was read once holds for good. */
const documents = new LRUCache<string, Journey>({ max: 200 });

/** The documents of versions, by id. Only those that the caller's organization may see are asked for. */
export async function versionDocuments(tx: PoolClient, versions: readonly string[]): Promise<Map<string, Journey>> {
  const found = new Map<string, Journey>();
  const missing: string[] = [];
  for (const version of new Set(versions)) {
    const known = documents.get(version);
    if (known) found.set(version, known);
    else missing.push(version);
  }
  if (missing.length === 0) return found;
  const { rows } = await tx.query<{ id: string; document: unknown }>(
    'SELECT id, document FROM journey_versions WHERE id = ANY($1)',
    [missing],
  );
  for (const { id, document } of rows) {
    const read = readJourney(document);
    documents.set(id, read);
    found.set(id, read);
  }
  return found;
}

/** Where the wire at this port leads in this document; undefined where none is drawn. */
export function targetOf(document: Journey | undefined, node: string, port: string): string | undefined {
  if (!document) return undefined;
  return wiresOf(document).get(`${node}/${port}`);
}

const indexes = new WeakMap<Journey, Map<string, string>>();

function wiresOf(document: Journey): Map<string, string> {
  const known = indexes.get(document);
  if (known) return known;
  const index = new Map(Object.values(document.wires).map(({ from, port, to }) => [`${from}/${port}`, to]));
  indexes.set(document, index);
  return index;
}
