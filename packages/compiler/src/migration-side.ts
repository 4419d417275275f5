import type { Journey, NodeId } from '@suivi/schema';
import { type Side, sideOf } from './diff-side.ts';
import { flowOrder } from './flow-order.ts';
import { standingOps } from './migration-standing.ts';
import { turned, type Ways } from './walk.ts';

/** One of two versions between which people move. */
export interface MigrationSide extends Side {
  /** All nodes in the order in which the journey is told. */
  order: NodeId[];
  /** The nodes at which a run can stand. */
  places: Set<NodeId>;
  ahead: Ways;
  back: Ways;
  /** The texts that a patient may get at each node that has any, in that order. */
  texts: Map<NodeId, string[]>;
}

export function migrationSide(journey: Journey): MigrationSide {
  const side = sideOf(journey);
  const { steps, rules, loose } = flowOrder(journey, side.nodes);
  const ahead: Ways = new Map([...side.wires].map(([id, ports]) => [id, [...new Set([...ports.values()].flat())]]));
  const order = [...steps, ...rules, ...loose];
  const reads = order.flatMap((id) => side.nodes.get(id) ?? []);
  return {
    ...side,
    order,
    places: new Set(reads.filter((read) => standingOps(read).size > 0).map(({ id }) => id)),
    ahead,
    back: turned(ahead),
    texts: new Map(
      reads.flatMap(({ id, definition, config }) => {
        const texts = (definition?.patientText(config) ?? []).map(({ text }) => text);
        return texts.length > 0 ? [[id, texts]] : [];
      }),
    ),
  };
}
