import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';
import type { Plugin } from 'vite';
import type { SuiviConfig } from '../../packages/nodes/src/config.ts';
// By path, so that Vite bundles it into its configuration: Node itself reads no TypeScript.
import { CONFIG_FILE, type FoundPack, findPacks } from '../../packages/nodes/src/find-packs.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const NAME = 'virtual:suivi-packs';
const RESOLVED = `\0${NAME}`;

/** Brings the definitions of the packs of suivi.config.ts into the page, and never their activities. */
export function packs(): Plugin {
  return {
    name: 'suivi-packs',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      const path = join(ROOT, CONFIG_FILE);
      this.addWatchFile(path);
      const { default: config } = (await tsImport(path, import.meta.url)) as { default: SuiviConfig };
      return sourceOf(findPacks(ROOT, config));
    },
  };
}

function sourceOf(found: readonly FoundPack[]): string {
  const nodes = found.flatMap((pack) => pack.nodes);
  const imports = nodes.map(
    ({ definition }, at) => `import { definition as node${at} } from ${JSON.stringify(definition)};`,
  );
  let at = 0;
  const list = found.map(({ name, nodes: own }) => {
    const members = own.map(() => `node${at++}`);
    return `{ name: ${JSON.stringify(name)}, nodes: [${members.join(', ')}] }`;
  });
  return `${imports.join('\n')}\nexport const packs = [${list.join(', ')}];\n`;
}
