import { defineConfig } from 'vitest/config';

/** Two projects: `unit` needs nothing but Node; `integration` gets one real PostgreSQL and one real Temporal. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['**/*.it.test.ts', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['apps/runtime/{src,test}/**/*.it.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['apps/runtime/test/servers.ts'],
          testTimeout: 60_000,
          hookTimeout: 90_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
