/** Where the nodes of the packs lie. Node only: read by the runtime and by the build of the page. */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import type { SuiviConfig } from './config.ts';
import { isPackName } from './pack.ts';

export interface FoundNode {
  /** The folder's name, which the node type ends with. */
  name: string;
  definition: string;
  /** Absent where the definition alone is the node. */
  activity?: string;
}

export interface FoundPack {
  name: string;
  nodes: FoundNode[];
}

export const CONFIG_FILE = 'suivi.config.ts';

/**
 * Every folder with a `definition.ts` in a pack is a node of it; the pack is called like its own folder or package.
 * @throws Error in words: no such pack, no node in it, a name that cannot be one.
 */
export function findPacks(root: string, config: SuiviConfig): FoundPack[] {
  const packs = (config.packs ?? []).map((place) => findPack(root, place));
  const twice = packs.find(({ name }, at) => packs.findIndex((other) => other.name === name) !== at);
  if (twice) throw new Error(`two packs are called “${twice.name}”`);
  return packs;
}

function findPack(root: string, place: string): FoundPack {
  const folder = place.startsWith('.') ? resolve(root, place) : packageFolder(root, place);
  const name = basename(place);
  if (!isPackName(name)) throw new Error(`“${name}” cannot be the name of a pack: small letters, digits, hyphens`);
  if (!folder || !existsSync(folder)) throw new Error(`there is no pack at “${place}”`);
  const nodes = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): FoundNode[] => {
      const definition = source(folder, entry.name, 'definition');
      const activity = source(folder, entry.name, 'activity');
      return definition ? [{ name: entry.name, definition, ...(activity ? { activity } : {}) }] : [];
    });
  if (nodes.length === 0) throw new Error(`the pack “${name}” has no folder with a definition.ts`);
  return { name, nodes };
}

function packageFolder(root: string, name: string): string | undefined {
  try {
    return dirname(createRequire(join(root, CONFIG_FILE)).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

const source = (folder: string, node: string, file: string): string | undefined =>
  [`${file}.ts`, `${file}.js`].map((name) => join(folder, node, name)).find((path) => existsSync(path));
