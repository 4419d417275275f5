import { readJourney } from '@suivi/compiler';
import { type DraftApplied, type DraftCommand, type DraftLogEntry, type Journey, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { CHANNEL } from '../database/notifications.ts';
import { readHistory } from './history.ts';

export interface Draft {
  journey: string;
  document: Journey;
  revision: number;
  createdBy: string;
  example: boolean;
  active: boolean;
  review: { state: 'draft' | 'inReview'; byId?: string; at?: number };
}

interface DraftRow {
  document: unknown;
  revision: number;
  created_by: string;
  example: boolean;
  active: boolean;
  review_state: 'draft' | 'inReview';
  review_by: string | null;
  review_at: number | null;
}

const SELECT = `SELECT d.document, d.revision, j.created_by, j.example, j.active, j.review_state, j.review_by, j.review_at
  FROM journey_drafts d JOIN journeys j ON j.id = d.journey_id WHERE d.journey_id = $1`;

/** @throws SuiviError JOURNEY_UNKNOWN; DRAFT_FORMAT_NEWER when a newer installation wrote the document. */
export const readDraft = (tx: PoolClient, journey: string): Promise<Draft> => load(tx, journey, SELECT);

/**
 * Reads a draft and keeps everybody else from changing it until the transaction ends. Not FOR UPDATE: that would
 * also stop new runs, whose foreign key looks at the journey.
 */
export const lockDraft = (tx: PoolClient, journey: string): Promise<Draft> =>
  load(tx, journey, `${SELECT} FOR NO KEY UPDATE OF d, j`);

async function load(tx: PoolClient, journey: string, sql: string): Promise<Draft> {
  const { rows } = await tx.query<DraftRow>(sql, [journey]);
  const [row] = rows;
  if (!row) throw new SuiviError('JOURNEY_UNKNOWN');
  return {
    journey,
    document: readJourney(row.document),
    revision: row.revision,
    createdBy: row.created_by,
    example: row.example,
    active: row.active,
    review: {
      state: row.review_state,
      ...(row.review_by === null ? {} : { byId: row.review_by }),
      ...(row.review_at === null ? {} : { at: row.review_at }),
    },
  };
}

/** The commands after a revision, in order, and what the caller could undo and redo now. */
export async function draftSince(
  tx: PoolClient,
  caller: Caller,
  journey: string,
  revision: number,
  after: number,
): Promise<DraftApplied> {
  const { rows } = await tx.query<DraftLogEntry>(
    `SELECT c.seq, c.command, coalesce(u.name, '') AS by, c.at
     FROM draft_commands c LEFT JOIN auth."user" u ON u.id = c.by
     WHERE c.journey_id = $1 AND c.seq > $2 ORDER BY c.seq`,
    [journey, after],
  );
  return { revision, entries: rows, history: await readHistory(tx, journey, caller.userId) };
}

/** Announces that a journey's draft or review changed; sent when the transaction commits. */
export const announceDraft = (tx: PoolClient, journey: string) =>
  tx.query('SELECT pg_notify($1, $2)', [CHANNEL.draft, journey]);

/** Writes one command of the log. */
export async function logCommand(
  tx: PoolClient,
  caller: Caller,
  journey: string,
  entry: { seq: number; command: DraftCommand; inverse: DraftCommand; undoes?: number; redoes?: number },
): Promise<void> {
  await tx.query(
    `INSERT INTO draft_commands (journey_id, organization_id, seq, base_revision, command, inverse, undoes, redoes, by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      journey,
      caller.organizationId,
      entry.seq,
      entry.seq - 1,
      entry.command,
      entry.inverse,
      entry.undoes ?? null,
      entry.redoes ?? null,
      caller.userId,
    ],
  );
}
