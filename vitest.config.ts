import { defineConfig } from 'vitest/config';

/** On a busy machine of two cores a page or a server answers late: that is not what these tests are about. */
const PATIENT = { poll: { timeout: 30_000 } };

/**
 * `unit` needs nothing but Node; `integration` gets one real PostgreSQL and one real Temporal; `e2e` starts the product,
 * `guide` a changed clone of it.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/*/src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'e2e/src/{prove,shots,differential,properties}/*.test.ts',
          ],
          exclude: ['**/*.it.test.ts', '**/*.e2e.test.ts', '**/node_modules/**'],
          testTimeout: 30_000,
          expect: PATIENT,
        },
      },
      {
        test: {
          name: 'integration',
          sequence: { groupOrder: 1 },
          include: ['apps/runtime/{src,test}/**/*.it.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['apps/runtime/test/servers.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: PATIENT,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['e2e/src/**/*.e2e.test.ts'],
          expect: PATIENT,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
        },
      },
      {
        // Carries out docs/add-a-node.md in a fresh clone: called by .ci/run, not by `npm test`.
        test: {
          name: 'guide',
          sequence: { groupOrder: 3 },
          include: ['e2e/src/guide/**/*.guide.test.ts'],
          expect: PATIENT,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
