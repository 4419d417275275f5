import { configOf, nodeDefinition } from '@suivi/nodes';
import type { Diagnostic, Journey } from '@suivi/schema';
import type { PoolClient } from 'pg';

/** Staff groups that a journey needs and the organization has not: nobody would ever see their to-dos. */
export async function staffGroupsMissing(tx: PoolClient, document: Journey): Promise<Diagnostic[]> {
  const needed = Object.entries(document.nodes).flatMap(([node, drawn]) =>
    (nodeDefinition(drawn.type)?.needs(configOf(drawn)).staffGroups ?? []).map((group) => ({ node, group })),
  );
  const named = document.requires.staffGroups.map((group) => ({ node: undefined, group }));
  const asked = [...needed, ...named.filter(({ group }) => !needed.some((other) => other.group === group))];
  if (asked.length === 0) return [];
  const { rows } = await tx.query<{ key: string }>('SELECT key FROM staff_groups WHERE key = ANY($1)', [
    asked.map(({ group }) => group),
  ]);
  const known = new Set(rows.map(({ key }) => key));
  return asked
    .filter(({ group }) => !known.has(group))
    .map(({ node, group }) => ({
      code: 'STAFF_GROUP_MISSING',
      severity: 'error',
      ...(node === undefined ? {} : { node }),
      params: { group },
    }));
}
