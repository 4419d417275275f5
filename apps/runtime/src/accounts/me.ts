import { type LocalText, localText, type Me, SuiviError } from '@suivi/schema';
import { z } from 'zod';
import type { Caller } from '../api/caller.ts';
import type { Queryable } from '../database/database.ts';

/** Who is signed in, where, and with which rights. */
export async function readMe(db: Queryable, caller: Caller): Promise<Me> {
  const { rows } = await db.query<{ email: string; organization: string; metadata: string | null }>(
    `SELECT u.email, o.name AS organization, o.metadata
     FROM auth."user" u, auth.organization o WHERE u.id = $1 AND o.id = $2`,
    [caller.userId, caller.organizationId],
  );
  const [row] = rows;
  if (!row) throw new SuiviError('NOT_SIGNED_IN');
  return {
    user: { id: caller.userId, name: caller.name, email: row.email },
    organization: { id: caller.organizationId, name: organizationName(row.organization, row.metadata) },
    roles: caller.roles,
    permissions: [...caller.permissions],
  };
}

const named = z.object({ name: localText });

/** An organization may carry its name in both languages; the plain one is shown in either. */
function organizationName(plain: string, metadata: string | null): LocalText {
  try {
    const parsed = named.safeParse(JSON.parse(metadata ?? 'null'));
    return parsed.success ? parsed.data.name : { zh: plain };
  } catch {
    return { zh: plain };
  }
}
