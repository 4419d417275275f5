import { permissionsOf, ROLES, type Role } from '@suivi/schema';
import type { Caller } from '../api/caller.ts';
import type { Queryable } from '../database/database.ts';

/** Roles as a membership stores them: separated by commas. A word that is no role of ours gives no right. */
export function rolesOf(stored: string): Role[] {
  const words = stored.split(',').map((word) => word.trim());
  return ROLES.filter((role) => words.includes(role));
}

/**
 * The rights of a user in one organization: the preferred one if they still belong to it, else their first.
 * @returns undefined for a user without any membership.
 */
export async function callerFor(db: Queryable, userId: string, preferred?: string): Promise<Caller | undefined> {
  const { rows } = await db.query<{ name: string; qualification: string; organization: string; role: string }>(
    `SELECT u.name, u.qualification, m."organizationId" AS organization, m.role
     FROM auth."user" u JOIN auth.member m ON m."userId" = u.id
     WHERE u.id = $1
     ORDER BY (m."organizationId" = $2) DESC NULLS LAST, m."createdAt", m.id
     LIMIT 1`,
    [userId, preferred ?? null],
  );
  const [row] = rows;
  if (!row) return undefined;
  const roles = rolesOf(row.role);
  return {
    userId,
    name: row.name,
    qualification: row.qualification,
    organizationId: row.organization,
    roles,
    permissions: permissionsOf(roles),
  };
}
