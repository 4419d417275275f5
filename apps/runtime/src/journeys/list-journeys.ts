import { compile, readJourney } from '@suivi/compiler';
import { type Journey, type JourneyListItem, type LocalText, localText, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { type Approval, openApprovals, readApprovals } from './approvals.ts';
import { shapeOf } from './reading-order.ts';
import { statusOf } from './status.ts';

interface Row {
  id: string;
  document: unknown;
  example: boolean;
  active: boolean;
  in_review: boolean;
  edited_at: number;
  edited_by: string | null;
  live_version: number | null;
  inside: number;
  held: number;
  sent: number;
}

/** All journeys of the organization, last edited first. */
export async function listJourneys(tx: PoolClient): Promise<JourneyListItem[]> {
  const { rows } = await tx.query<Row>(
    `SELECT j.id, d.document, j.example, j.active, j.review_state = 'inReview' AS in_review, d.edited_at,
            u.name AS edited_by,
            (SELECT max(number) FROM journey_versions v WHERE v.journey_id = j.id) AS live_version,
            coalesce(r.inside, 0) AS inside, coalesce(r.held, 0) AS held, coalesce(o.sent, 0) AS sent
     FROM journeys j JOIN journey_drafts d ON d.journey_id = j.id
     LEFT JOIN auth."user" u ON u.id = d.edited_by
     LEFT JOIN (SELECT journey_id, count(*) FILTER (WHERE ended_at IS NULL) AS inside,
                       count(*) FILTER (WHERE state IN ('held', 'failed')) AS held
                FROM runs GROUP BY journey_id) r ON r.journey_id = j.id
     LEFT JOIN (SELECT v.journey_id, count(*) AS sent
                FROM outbox b JOIN journey_versions v ON v.id = b.version_id
                WHERE b.created_at > now() - interval '7 days' AND b.state IN ('accepted', 'delivered', 'read')
                GROUP BY v.journey_id) o ON o.journey_id = j.id
     ORDER BY d.edited_at DESC, j.id DESC`,
  );
  const items: JourneyListItem[] = [];
  for (const row of rows) items.push(listItem(row, await readApprovals(tx, row.id)));
  return items;
}

function listItem(row: Row, approvals: readonly Approval[]): JourneyListItem {
  return {
    id: row.id,
    ...contentOf(row, approvals),
    example: row.example,
    status: statusOf({ inReview: row.in_review, published: row.live_version !== null, active: row.active }),
    inside: row.inside,
    sent7d: row.sent,
    held: row.held,
    ...(row.live_version === null ? {} : { liveVersion: row.live_version }),
    ...(row.edited_by === null ? {} : { editedBy: row.edited_by }),
    editedAt: row.edited_at,
  };
}

type Content = Pick<JourneyListItem, 'title' | 'description' | 'problems' | 'shape'>;

function contentOf(row: Row, approvals: readonly Approval[]): Content {
  const document = readable(row.document);
  if (!document) return { title: titleOf(row.document), description: {}, problems: 1, shape: [] };
  const { diagnostics, needs } = compile(document, row.id);
  const errors = diagnostics.filter((found) => found.severity === 'error').length;
  return {
    title: document.title,
    description: document.description,
    problems: errors + openApprovals(needs, approvals).length,
    shape: shapeOf(document),
  };
}

/** One document of a newer format must not hide the other journeys. */
function readable(document: unknown): Journey | undefined {
  try {
    return readJourney(document);
  } catch (error) {
    if (error instanceof SuiviError) return undefined;
    throw error;
  }
}

function titleOf(document: unknown): LocalText {
  const parsed = localText.safeParse((document as { title?: unknown } | null)?.title);
  return parsed.success ? parsed.data : {};
}
