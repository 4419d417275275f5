import { scratchDatabase } from './scratch-database.ts';
import { scratchNamespace } from './scratch-namespace.ts';
import { openStageOn, type Stage, type StageOptions } from './stage-on.ts';

export type { Stage };

/** A stage on a database and a namespace of its own, on the suite's servers. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const [scratch, target] = await Promise.all([scratchDatabase(), scratchNamespace()]);
  const stage = await openStageOn(scratch.url, target, options);
  return {
    ...stage,
    async close() {
      await stage.close();
      await scratch.drop();
    },
  };
}
