import type { CommandRefusal } from '@suivi/engine';
import { type ErrorCode, type RunCommand, SuiviError } from '@suivi/schema';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { type Database, inOrganization } from '../database/database.ts';
import type { RunClient } from '../inbox/run-client.ts';

export interface ControlServices {
  /** @throws SuiviError RUN_UNKNOWN, RUN_ENDED, RUN_MOVED_ON, RUN_BUSY, RUN_HELD, RUN_NOT_SKIPPABLE, RUN_NO_DEADLINE, RUN_PAUSED, RUN_NOT_PAUSED, NODE_UNKNOWN */
  controlRun(caller: Caller, input: RunCommand): Promise<{ applied: true }>;
}

/** What the operator is told when a run does not do as asked. */
const REFUSED: Record<CommandRefusal, ErrorCode> = {
  ended: 'RUN_ENDED',
  stale: 'RUN_MOVED_ON',
  busy: 'RUN_BUSY',
  held: 'RUN_HELD',
  'not-waiting': 'RUN_NOT_SKIPPABLE',
  'no-deadline': 'RUN_NO_DEADLINE',
  paused: 'RUN_PAUSED',
  'not-paused': 'RUN_NOT_PAUSED',
  'node-unknown': 'NODE_UNKNOWN',
};

/** @param runs how running workflows are reached; absent where there is no engine room. */
export const controlServices = (db: Database, runs?: Pick<RunClient, 'control'>): ControlServices => ({
  async controlRun(caller, input) {
    const { run, ...command } = input;
    // What somebody asked for is on record whatever becomes of it; what became of it is in the run's own trace.
    await inOrganization(db, caller.organizationId, async (tx) => {
      const { rows } = await tx.query<{ ended: boolean }>(
        'SELECT ended_at IS NOT NULL AS ended FROM runs WHERE id = $1',
        [run],
      );
      if (!rows[0]) throw new SuiviError('RUN_UNKNOWN');
      if (rows[0].ended) throw new SuiviError('RUN_ENDED');
      const { organizationId, userId, name } = caller;
      const detail = { ...command };
      await audit(tx, { organizationId, by: userId, byName: name, action: 'run.commanded', subject: run, detail });
    });
    if (!runs) throw new SuiviError('NOT_READY');
    const answer = await runs.control(run, { ...command, by: caller.userId });
    if ('refused' in answer) throw new SuiviError(REFUSED[answer.refused]);
    return answer;
  },
});
