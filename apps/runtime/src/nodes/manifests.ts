import { fitsManifest, manifestOf, nodeDefinition } from '@suivi/nodes';
import { type DifferingNode, type Journey, type Manifests, type NodesView, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { readDraft } from '../journeys/drafts.ts';

const typesOf = (document: Journey): string[] => [...new Set(Object.values(document.nodes).map(({ type }) => type))];

/** The node types of a document as they are known here. */
export function manifestsOf(document: Journey): Manifests {
  return Object.fromEntries(
    typesOf(document).flatMap((type) => {
      const definition = nodeDefinition(type);
      return definition ? [[type, manifestOf(definition)]] : [];
    }),
  );
}

/** What a version keeps: of the nodes that are run by an activity of their own. What the others mean is in the plan. */
export function manifestsToKeep(document: Journey): Manifests {
  return Object.fromEntries(
    Object.entries(manifestsOf(document)).filter(([type]) => nodeDefinition(type)?.activity !== undefined),
  );
}

/** A page that was built with other nodes has shown something else than what would run. @throws SuiviError NODE_MANIFEST_DIFFERS */
export function requireSameNodes(document: Journey, page: Manifests | undefined): void {
  if (page === undefined) return;
  const here = manifestsOf(document);
  const type = typesOf(document).find((each) => page[each] !== here[each]);
  if (type !== undefined) throw new SuiviError('NODE_MANIFEST_DIFFERS', { type });
}

export async function readNodes(tx: PoolClient, journey: string): Promise<NodesView> {
  const { document } = await readDraft(tx, journey);
  return { manifests: manifestsOf(document), differing: await differingNodes(tx, journey) };
}

async function differingNodes(tx: PoolClient, journey: string): Promise<DifferingNode[]> {
  const { rows } = await tx.query<{ type: string; number: number; inside: number; manifest: string }>(
    `SELECT kept.key AS type, kept.value AS manifest, v.number, count(r.id)::int AS inside
     FROM journey_versions v
     CROSS JOIN jsonb_each_text(v.manifests) kept
     JOIN runs r ON r.version_id = v.id AND r.ended_at IS NULL
     WHERE v.journey_id = $1
     GROUP BY kept.key, kept.value, v.number ORDER BY v.number DESC, kept.key`,
    [journey],
  );
  return rows.flatMap(({ manifest, ...node }) => {
    const definition = nodeDefinition(node.type);
    return definition && fitsManifest(manifest, manifestOf(definition)) ? [] : [node];
  });
}
