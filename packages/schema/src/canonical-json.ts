import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * JSON with sorted keys and without `undefined`: equal values give equal bytes, which is what the hashes of
 * plans, contents and approvals are taken over (RFC 8785 for the values that we use: no floats beyond JS's own).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

/** `sha256:…` in lower-case hex over the canonical JSON of the value. */
export const contentHash = (value: unknown): `sha256:${string}` => jsonHash(canonicalJson(value));

/** The same over canonical JSON that somebody has written already. */
export const jsonHash = (json: string): `sha256:${string}` => `sha256:${bytesToHex(sha256(utf8ToBytes(json)))}`;
