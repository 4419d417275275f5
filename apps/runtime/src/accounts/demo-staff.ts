import type { LocalText } from '@suivi/schema';
import type { PoolClient } from 'pg';

/** Staff groups of the demo organization, with the accounts that belong to them at first. */
const GROUPS: readonly { key: string; label: LocalText; members: readonly string[] }[] = [
  { key: 'coach', label: { zh: '健康教练', en: 'Coaches' }, members: ['staff'] },
  { key: 'nurse', label: { zh: '护士', en: 'Nurses' }, members: ['staff', 'nurse'] },
  { key: 'lead', label: { zh: '护士长', en: 'Lead nurses' }, members: ['lead'] },
];

/** Makes the groups as far as they are missing; who belongs to one that is there is left as people have set it. */
export async function ensureStaffGroups(
  tx: PoolClient,
  organizationId: string,
  userOf: ReadonlyMap<string, string>,
): Promise<void> {
  await tx.query("SELECT set_config('suivi.organization', $1, true)", [organizationId]);
  for (const { key, label, members } of GROUPS) {
    const made = await tx.query(
      'INSERT INTO staff_groups (organization_id, key, label) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [organizationId, key, label],
    );
    if (!made.rowCount) continue;
    await tx.query(
      'INSERT INTO staff_group_members (organization_id, group_key, user_id) SELECT $1, $2, unnest($3::uuid[])',
      [organizationId, key, members.flatMap((account) => userOf.get(account) ?? [])],
    );
  }
}
