import { defineConfig } from 'vitest/config';

/**
 * The tests that have to notice a mutant: those of the engine. Without the generated lives, which cost seconds for each
 * mutant, and without the test that reads the engine's sources, which finds the runner's own additions in them.
 * One world for all files of a run, because a world per file costs more than its tests; each run begins with a new one.
 */
export default defineConfig({
  test: {
    include: ['packages/engine/src/**/*.test.ts'],
    exclude: ['**/*-of-any-plan.test.ts', '**/runs-by-the-calendar.test.ts', '**/the-engine-is-pure.test.ts'],
    isolate: false,
    testTimeout: 30_000,
  },
});
