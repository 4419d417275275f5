import { actKey } from '@suivi/engine';
import { type Database, transaction } from '../database/database.ts';
import { recordSafely } from '../projection/record-safely.ts';
import type { ActInput, ActResult, SetFieldWith } from '../workflows/contract.ts';
import { writeFields } from './write-fields.ts';

/** The activity: writes one field of the patient. The same visit writes once, whatever retries it. */
export function makeSetField(db: Database, report: (code: string) => void) {
  return (input: ActInput<SetFieldWith>): Promise<ActResult> =>
    transaction(db.worker, async (tx) => {
      await recordSafely(tx, input.trail, report);
      const { field, to } = input.with;
      const messageId = `field:${actKey(input.trail.run, input.node, input.visit)}`;
      const { rows } = await tx.query<{ organization_id: string; patient_id: string; written: boolean }>(
        `SELECT r.organization_id, r.patient_id,
           EXISTS (SELECT FROM events e WHERE e.organization_id = r.organization_id AND e.message_id = $2) AS written
         FROM runs r WHERE r.id = $1`,
        [input.trail.run, messageId],
      );
      const [home] = rows;
      if (!home) throw new Error(`field of run ${input.trail.run}, which does not exist`);
      // Somebody may have written another value since: what this visit did is not done again over it.
      if (!home.written) {
        await writeFields(tx, {
          organizationId: home.organization_id,
          patientId: home.patient_id,
          changes: { [field]: to },
          at: input.at,
          messageId: () => messageId,
        });
      }
      return { outcome: 'done', detail: { field } };
    });
}
