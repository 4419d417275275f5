import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { expect, test } from 'vitest';

const PACKAGES = ['schema', 'nodes', 'compiler', 'engine', 'simulation'];
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Reports every import of a Node module, however it is written, by anything that lands in the bundle. */
function nodeImports(found: string[]): Plugin {
  const bare = builtinModules.map((name) => name.replaceAll('/', '\\/')).join('|');
  return {
    name: 'node-imports',
    setup: ({ onResolve }) => {
      onResolve({ filter: new RegExp(`^node:|^(?:${bare})$`) }, ({ path, importer }) => {
        found.push(`${path} in ${importer.slice(ROOT.length)}`);
        return { path, external: true };
      });
    },
  };
}

/** What exists in Node only. `process` may be asked for carefully, and is not there: then it must not be taken. */
const GLOBALS = ['Buffer', '__dirname', '__filename', 'process', 'setImmediate', 'require'];

async function bundle(entry: string): Promise<{ imports: string[]; globals: string[]; bytes: number }> {
  const imports: string[] = [];
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    minifySyntax: true,
    logLevel: 'silent',
    // A free use of a name is replaced by a mark; a property or a local of that name is not.
    define: Object.fromEntries(GLOBALS.map((name) => [name, `NODE_ONLY_${name}`])),
    plugins: [nodeImports(imports)],
  });
  const code = outputFiles[0]?.text ?? '';
  const globals = GLOBALS.filter((name) => new RegExp(`(?<!typeof )\\bNODE_ONLY_${name}\\b`).test(code));
  return { imports, globals, bytes: code.length };
}

test('schema, nodes, compiler, engine and simulation use nothing of Node: all of it runs in the browser', async () => {
  const entry = PACKAGES.map((name) => `export * as ${name} from '@suivi/${name}';`);
  const { imports, globals, bytes } = await bundle(
    [...entry, "export * as zones from '@suivi/schema/zones';"].join('\n'),
  );
  expect({ imports, globals }).toEqual({ imports: [], globals: [] });
  expect(bytes).toBeGreaterThan(100_000);
});

test('an import or a global of Node would be noticed', async () => {
  const { imports, globals } = await bundle(
    "import { readFileSync } from 'fs'; import 'node:path'; export const x = [readFileSync(__dirname), Buffer.from(''), process.cwd()];",
  );
  expect(imports.map((found) => found.split(' ')[0])).toEqual(['fs', 'node:path']);
  expect(globals).toEqual(['Buffer', '__dirname', 'process']);
});
