import type { Journey, NodeId, Words } from '@suivi/schema';
import { changedFields, type FieldChange } from './diff-fields.ts';
import { nameIn } from './diff-side.ts';
import { changedStanding } from './migration-changes.ts';
import { nearestPlace } from './migration-nearest.ts';
import { type MigrationReason, needsDecision } from './migration-reason.ts';
import { type MigrationSide, migrationSide } from './migration-side.ts';
import { movedTexts } from './migration-texts.ts';

/** Where the people go who stand at one step of the old version. */
export interface MigrationPlace {
  from: NodeId;
  /** What the step is called in the old version. */
  name: Words;
  /** The step of the new version that is proposed; absent where nothing is near. */
  to?: NodeId;
  /** What that one is called in the new version. */
  toName?: Words;
  /** Why, and everything that a person should know before anybody is moved. Never empty. */
  reasons: MigrationReason[];
  /** Nobody is moved from here before a person has said so. */
  needsDecision: boolean;
  /** What the step says differently, where it is the same one. */
  changes: FieldChange[];
}

export interface MigrationMap {
  /** Every step of the old version at which a run can stand, in the order in which the old version is told. */
  places: MigrationPlace[];
  /** Those that need a person's decision, in the same order. */
  decisions: NodeId[];
}

/**
 * Proposes where people who stand in one version of a journey go in another one: waits, joins, and steps that a person
 * has to finish. A proposal is no permission: what is marked must be decided, and texts that somebody might get twice or
 * not at all are named. Pure and total; steps of the old version that are not complete have nobody in them.
 */
export function proposeMigration(from: Journey, to: Journey): MigrationMap {
  const before = migrationSide(from);
  const after = migrationSide(to);
  const places = before.order.filter((id) => before.places.has(id)).map((id) => placeOf(id, before, after));
  return { places, decisions: places.filter((place) => place.needsDecision).map((place) => place.from) };
}

function placeOf(id: NodeId, before: MigrationSide, after: MigrationSide): MigrationPlace {
  const kept = stays(id, before, after);
  const found = kept ?? { ...nearestPlace(id, before, after), changes: [] };
  const { to, changes } = found;
  const reasons = [...found.reasons, ...(to === undefined ? [] : movedTexts(id, to, before, after))];
  return {
    from: id,
    name: nameIn(before, id),
    ...(to === undefined ? {} : { to, toName: nameIn(after, to) }),
    reasons,
    needsDecision: reasons.some(needsDecision),
    changes,
  };
}

/** A step of the same id and type is the same step, whatever it says now. */
function stays(id: NodeId, before: MigrationSide, after: MigrationSide) {
  const [then, now] = [before.nodes.get(id), after.nodes.get(id)];
  if (!then || !now || then.node.type !== now.node.type) return undefined;
  const changes = changedFields(then, now);
  return { to: id, changes, reasons: changedStanding(then, now, changes.length > 0) };
}
