/**
 * The allowed imports of the layout (README, "The rooms"), as rules: a new arrow is a decision, not an accident.
 * The swc parser does not tell type-only imports from others: where only types may be taken, a test beside the code says so.
 */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const TEST = '\\.test\\.tsx?$|-fixture\\.ts$|-stage\\.ts$|published-run\\.ts$';

module.exports = {
  forbidden: [
    forbid(
      'schema-stands-alone',
      'the language depends on nothing of ours',
      { path: '^packages/schema/' },
      { path: '^(packages/(?!schema/)|apps/|e2e/)' },
    ),
    forbid(
      'nodes-know-the-schema',
      'nodes → schema',
      { path: '^packages/nodes/' },
      { path: '^(packages/(?!schema/|nodes/)|apps/|e2e/)' },
    ),
    forbid(
      'compiler-knows-nodes-and-schema',
      'compiler → nodes, schema',
      { path: '^packages/compiler/' },
      { path: '^(packages/(?!schema/|nodes/|compiler/)|apps/|e2e/)' },
    ),
    forbid(
      'channels-know-the-schema',
      'channels → schema',
      { path: '^packages/channels/' },
      { path: '^(packages/(?!schema/|channels/)|apps/|e2e/)' },
    ),
    forbid(
      'simulation-joins-compiler-and-engine',
      'simulation → schema, nodes, compiler, engine (decisions/015)',
      { path: '^packages/simulation/', pathNot: TEST },
      { path: '^(packages/(?!schema/|nodes/|compiler/|engine/|simulation/)|apps/|e2e/)' },
    ),
    forbid(
      'simulation-runs-in-the-browser',
      'nothing of Node (browser-safe.test.ts bundles it)',
      { path: '^packages/simulation/', pathNot: TEST },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'engine-imports-types-only',
      'the engine is pure and sandbox-safe: of the schema it takes types only (the-engine-is-pure.test.ts)',
      { path: '^packages/engine/src/', pathNot: TEST },
      { pathNot: '^packages/(engine|schema)/src/' },
    ),
    forbid(
      'workflows-are-sandbox-safe',
      'zod or Node in the bundle would cost a megabyte per cached run, or break determinism (sandbox-safe.test.ts)',
      { path: '^apps/runtime/src/workflows/', pathNot: TEST },
      {
        pathNot:
          '^(apps/runtime/src/workflows/|packages/engine/src/|packages/schema/src/|node_modules/@temporalio/workflow/)',
      },
    ),
    forbid(
      'runtime-draws-nothing',
      'runtime never imports React',
      { path: '^apps/runtime/' },
      { path: 'node_modules/(react|react-dom|@mantine|@xyflow)/|^apps/builder/' },
    ),
    forbid(
      'builder-knows-the-api-by-type',
      'builder → schema, nodes, compiler, engine; of the runtime only the type of its router',
      { path: '^apps/builder/', pathNot: TEST },
      { path: '^(apps/runtime/|packages/channels/)', pathNot: '^apps/runtime/src/api/index\\.ts$' },
    ),
    forbid(
      'builder-has-no-server-code',
      'activities belong to the server',
      { path: '^apps/builder/' },
      { path: 'activity\\.ts$' },
    ),
    forbid(
      'packs-know-the-vocabulary',
      'packs → nodes, schema: what a pack needs of the world it gets from its context',
      { path: '^packs/' },
      { path: '^(packages/(?!schema/|nodes/)|apps/|e2e/)' },
    ),
    forbid(
      'definitions-reach-the-page',
      'a definition is drawn in the browser: neither its activity nor Node may come along',
      { path: '/definition\\.ts$' },
      { path: 'activity\\.ts$|^node:|^(fs|path|os|crypto|child_process|http|https|net|dns)$' },
    ),
    forbid(
      'activities-use-their-context',
      'clock, network, files and environment come from ctx, which guards them',
      { path: '^(packs|packages/nodes/src)/.*activity\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    forbid('packages-know-no-app', 'packages → packages', { path: '^packages/' }, { path: '^(apps|e2e)/' }),
    forbid('no-circles', 'two files that need each other are one, or three', {}, { circular: true }),
    forbid(
      'no-junk-drawers',
      'a newcomer finds the room by its name',
      {},
      { path: '/(utils?|helpers?|common|misc)(/|\\.tsx?$)', pathNot: 'node_modules' },
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Its swc parser reads no JSX: what .tsx files may import is a rule of biome.json (noRestrictedImports).
    exclude: { path: '(^|/)(dist|node_modules/\\.cache)/|\\.tsx$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
