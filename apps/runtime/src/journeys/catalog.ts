import type { Catalog } from '@suivi/compiler';
import { configOf, nodeDefinition } from '@suivi/nodes';
import type { Diagnostic, EpochMs, Journey } from '@suivi/schema';
import { isZone } from '@suivi/schema/zones';
import type { PoolClient } from 'pg';
import { knownCalendars } from '../calendars/read-calendars.ts';

/** What the organization has, as far as publishing a journey asks for it. */
export async function readCatalog(tx: PoolClient): Promise<Catalog & { journeys: ReadonlyMap<string, string> }> {
  const { rows } = await tx.query<{
    id: string;
    key: string | null;
    title: Record<string, string>;
    calls: string[] | null;
    now: EpochMs;
  }>(
    `SELECT j.id, j.key, d.document->'title' AS title, now() AS now,
       (SELECT v.document->'requires'->'journeys' FROM journey_versions v
        WHERE v.journey_id = j.id ORDER BY v.number DESC LIMIT 1) AS calls
     FROM journeys j JOIN journey_drafts d ON d.journey_id = j.id`,
  );
  const owners = new Map<string, Set<string>>();
  for (const { id, key, title } of rows) {
    for (const name of [id, key, ...Object.values(title)]) {
      if (name) owners.set(name, (owners.get(name) ?? new Set()).add(id));
    }
  }
  // A title that two journeys share names neither: which one was meant only a person knows.
  const journeys = new Map<string, string>();
  for (const [name, [id, ...others]] of owners) if (id !== undefined && others.length === 0) journeys.set(name, id);
  const calls = new Map(rows.map(({ id, calls }) => [id, (calls ?? []).flatMap((name) => journeys.get(name) ?? [])]));
  const [{ now } = {}] = rows;
  return { isZone, journeys, calls, calendars: await knownCalendars(tx), ...(now === undefined ? {} : { now }) };
}

/** Journeys that others are called by and that the organization has not, or has twice: the call would always fail. */
export function journeysMissing(document: Journey, known: ReadonlyMap<string, string>): Diagnostic[] {
  return Object.entries(document.nodes).flatMap(([node, drawn]) =>
    (nodeDefinition(drawn.type)?.needs(configOf(drawn)).journeys ?? [])
      .filter((journey) => !known.has(journey))
      .map((journey): Diagnostic => ({ code: 'CALLED_JOURNEY_UNKNOWN', severity: 'error', node, params: { journey } })),
  );
}
