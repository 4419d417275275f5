import type { NodeId } from '@suivi/schema';
import { nameIn } from './diff-side.ts';
import type { MigrationReason } from './migration-reason.ts';
import type { MigrationSide } from './migration-side.ts';
import { byDistance, type Ways } from './walk.ts';

/**
 * What a move from one place to another does to the texts that a patient gets: those that may come a second time (they lie
 * before `from`, the old version would not have sent them again, and the new one does after `to`), and those that would
 * still have come and that the new version has, but not after `to`. A text is known by its node or by its words.
 */
export function movedTexts(from: NodeId, to: NodeId, before: MigrationSide, after: MigrationSide): MigrationReason[] {
  if (before.texts.size === 0) return [];
  const expected = around(before.ahead, from);
  const coming = around(after.ahead, to);
  const past = around(before.back, from);
  const wordsExpected = wordsAt(before, (id) => expected.has(id));
  const wordsGot = wordsAt(before, (id) => past.has(id) && !expected.has(id));
  const again = [...after.texts].filter(([id, words]) => {
    if (!coming.has(id)) return false;
    const sameNode = before.texts.has(id) && past.has(id) && !expected.has(id);
    return sameNode || words.some((text) => wordsGot.has(text) && !wordsExpected.has(text));
  });
  const lost = [...before.texts].filter(([id]) => expected.has(id) && after.texts.has(id) && !coming.has(id));
  return [...named('TEXT_AGAIN', again, after), ...named('TEXT_LOST', lost, after)];
}

function named(code: 'TEXT_AGAIN' | 'TEXT_LOST', texts: [NodeId, string[]][], side: MigrationSide): MigrationReason[] {
  return texts.length > 0 ? [{ code, params: { texts: texts.map(([id]) => nameIn(side, id)) } }] : [];
}

const around = (ways: Ways, start: NodeId): Set<NodeId> => new Set(byDistance(ways, start).flat());

const wordsAt = ({ texts }: MigrationSide, at: (id: NodeId) => boolean): Set<string> =>
  new Set([...texts].flatMap(([id, words]) => (at(id) ? words : [])));
