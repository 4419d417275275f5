import { type LocalText, type StaffGroup, type StaffPerson, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';

/** The staff groups of the organization with their members. */
export async function listStaffGroups(tx: PoolClient): Promise<StaffGroup[]> {
  const { rows } = await tx.query<StaffGroup>(
    `SELECT g.key, g.label, coalesce(
       (SELECT json_agg(json_build_object('id', u.id, 'name', u.name) ORDER BY u.name)
        FROM staff_group_members m JOIN auth."user" u ON u.id = m.user_id WHERE m.group_key = g.key), '[]') AS members
     FROM staff_groups g ORDER BY g.key`,
  );
  return rows;
}

/** Everybody of the organization who may be put into a group. */
export async function listStaff(tx: PoolClient, caller: Caller): Promise<StaffPerson[]> {
  const { rows } = await tx.query<StaffPerson>(
    `SELECT u.id, u.name, u.qualification FROM auth.member m JOIN auth."user" u ON u.id = m."userId"
     WHERE m."organizationId" = $1 ORDER BY u.name, u.id`,
    [caller.organizationId],
  );
  return rows;
}

/** Makes a group, or gives the one with this key another label. */
export async function saveStaffGroup(
  tx: PoolClient,
  caller: Caller,
  { key, label }: { key: string; label: LocalText },
): Promise<void> {
  await tx.query(
    `INSERT INTO staff_groups (organization_id, key, label) VALUES ($1, $2, $3)
     ON CONFLICT (organization_id, key) DO UPDATE SET label = excluded.label`,
    [caller.organizationId, key, label],
  );
  await record(tx, caller, 'staff.group-saved', key);
}

/**
 * Says who belongs to a group: exactly these people.
 * @throws SuiviError STAFF_GROUP_UNKNOWN; STAFF_UNKNOWN for somebody of another organization.
 */
export async function setGroupMembers(
  tx: PoolClient,
  caller: Caller,
  { group, members }: { group: string; members: readonly string[] },
): Promise<void> {
  const known = await tx.query('SELECT 1 FROM staff_groups WHERE key = $1 FOR UPDATE', [group]);
  if (!known.rowCount) throw new SuiviError('STAFF_GROUP_UNKNOWN');
  const ours = await tx.query<{ id: string }>(
    'SELECT "userId" AS id FROM auth.member WHERE "organizationId" = $1 AND "userId" = ANY($2::uuid[])',
    [caller.organizationId, members],
  );
  if (ours.rows.length !== new Set(members).size) throw new SuiviError('STAFF_UNKNOWN');
  await tx.query('DELETE FROM staff_group_members WHERE group_key = $1', [group]);
  await tx.query(
    'INSERT INTO staff_group_members (organization_id, group_key, user_id) SELECT $1, $2, unnest($3::uuid[])',
    [caller.organizationId, group, ours.rows.map(({ id }) => id)],
  );
  await record(tx, caller, 'staff.members-set', group, { members: ours.rows.map(({ id }) => id) });
}

const record = (
  tx: PoolClient,
  { organizationId, userId, name }: Caller,
  action: 'staff.group-saved' | 'staff.members-set',
  subject: string,
  detail: Record<string, unknown> = {},
) => audit(tx, { organizationId, by: userId, byName: name, action, subject, detail });
