import type { NodeId } from '@suivi/schema';
import type { MigrationCode, MigrationReason } from './migration-reason.ts';
import type { MigrationSide } from './migration-side.ts';
import { byDistance, type Ways } from './walk.ts';

/** The place of the new version that is nearest to a step that it has no more. */
export function nearestPlace(
  id: NodeId,
  before: MigrationSide,
  after: MigrationSide,
): { to?: NodeId; reasons: MigrationReason[] } {
  const tries: [MigrationCode, () => NodeId | undefined][] = [
    [
      'GONE_SAME_NAME',
      () => onlyOne(newOfType(id, before, after).filter((other) => sameName(id, other, before, after))),
    ],
    ['GONE_SAME_PLACE', () => newOfType(id, before, after).find((other) => sharesWay(id, other, before, after))],
    ['GONE_NEXT', () => nearest(before.ahead, id, before, after)],
    ['GONE_BEFORE', () => nearest(before.back, id, before, after)],
  ];
  for (const [code, find] of tries) {
    const to = find();
    if (to !== undefined) return { to, reasons: [{ code, params: {} }] };
  }
  return { reasons: [{ code: 'GONE_NOWHERE', params: {} }] };
}

/** Places of the same type that the old version does not have, in the order in which the new one is told. */
function newOfType(id: NodeId, before: MigrationSide, after: MigrationSide): NodeId[] {
  const type = before.nodes.get(id)?.node.type;
  return after.order.filter(
    (other) => after.places.has(other) && !before.nodes.has(other) && after.nodes.get(other)?.node.type === type,
  );
}

const onlyOne = (ids: NodeId[]): NodeId | undefined => (ids.length === 1 ? ids[0] : undefined);

function sameName(id: NodeId, other: NodeId, before: MigrationSide, after: MigrationSide): boolean {
  const [then, now] = [before.nodes.get(id)?.node.name, after.nodes.get(other)?.node.name];
  return Boolean((then?.zh && then.zh === now?.zh) || (then?.en && then.en === now?.en));
}

/** Whether some port that led to the one leads to the other now. */
function sharesWay(id: NodeId, other: NodeId, before: MigrationSide, after: MigrationSide): boolean {
  return (before.back.get(id) ?? []).some((source) =>
    [...(before.wires.get(source) ?? [])].some(
      ([port, targets]) => targets.includes(id) && after.wires.get(source)?.get(port)?.includes(other),
    ),
  );
}

/** The first place on the old version's ways that the new version still has as the same step. */
function nearest(ways: Ways, id: NodeId, before: MigrationSide, after: MigrationSide): NodeId | undefined {
  for (const level of byDistance(ways, id)) {
    const kept = new Set(
      level.filter(
        (each) => after.places.has(each) && after.nodes.get(each)?.node.type === before.nodes.get(each)?.node.type,
      ),
    );
    const first = after.order.find((each) => kept.has(each));
    if (first !== undefined) return first;
  }
  return undefined;
}
