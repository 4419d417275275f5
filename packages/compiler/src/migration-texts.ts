import type { NodeId } from '@suivi/schema';
import { nameIn } from './diff-side.ts';
import type { MigrationReason } from './migration-reason.ts';
import type { MigrationSide } from './migration-side.ts';
import { byDistance, type Ways } from './walk.ts';

/**
 * The texts on the way from `to` on that somebody who stands at `from` may have got already: those before `from` that
 * the old version would not have sent again. A text is known by its node or by its words.
 */
export function textsAgain(from: NodeId, to: NodeId, before: MigrationSide, after: MigrationSide): MigrationReason[] {
  const coming = around(before.ahead, from);
  const got = textNodes(before, around(before.back, from)).filter((id) => !coming.has(id));
  const words = new Set(got.flatMap((id) => before.texts.get(id) ?? []));
  const expected = new Set(textNodes(before, coming).flatMap((id) => before.texts.get(id) ?? []));
  const again = textNodes(after, around(after.ahead, to)).filter(
    (id) => got.includes(id) || after.texts.get(id)?.some((text) => words.has(text) && !expected.has(text)),
  );
  return named('TEXT_AGAIN', again, after);
}

/** The texts that would have come after `from` and that the new version still has, but not on the way from `to` on. */
export function textsLost(from: NodeId, to: NodeId, before: MigrationSide, after: MigrationSide): MigrationReason[] {
  const coming = around(after.ahead, to);
  const lost = textNodes(before, around(before.ahead, from)).filter((id) => after.texts.has(id) && !coming.has(id));
  return named('TEXT_LOST', lost, after);
}

function named(code: 'TEXT_AGAIN' | 'TEXT_LOST', ids: NodeId[], side: MigrationSide): MigrationReason[] {
  return ids.length > 0 ? [{ code, params: { texts: ids.map((id) => nameIn(side, id)) } }] : [];
}

const around = (ways: Ways, start: NodeId): Set<NodeId> => new Set(byDistance(ways, start).flat());

/** In the order in which the journey is told. */
const textNodes = ({ order, texts }: MigrationSide, among: Set<NodeId>): NodeId[] =>
  texts.size === 0 ? [] : order.filter((id) => texts.has(id) && among.has(id));
