import type { Journey, NodeId, Words } from '@suivi/schema';
import { changedFields } from './diff-fields.ts';
import { changedPromises } from './diff-promises.ts';
import { changedSettings } from './diff-settings.ts';
import { nameIn, type Side, sideOf } from './diff-side.ts';
import { rewirings } from './diff-wires.ts';
import { flowOrder } from './flow-order.ts';
import type { Change, JourneyDiff, NodeType } from './journey-change.ts';
import { type ReadNode, typeTitle } from './read-node.ts';

/**
 * What differs between two journeys, as a person would tell it: by meaning, so that the order of keys, an older version
 * of a node's config or a default that is written out are no difference. Pure and total, for drafts too.
 */
export function diffJourneys(from: Journey, to: Journey): JourneyDiff {
  const before = sideOf(from);
  const after = sideOf(to);
  const changes: Change[] = [...changedSettings(from, to), ...changedPromises(from, to)];
  for (const id of told(after)) {
    const now = after.nodes.get(id);
    const then = before.nodes.get(id);
    if (!now) continue;
    const name = nameIn(after, id);
    if (!then) changes.push({ kind: 'added', ...described(now, name) });
    else changes.push(...changedNode(then, now, name, nameIn(before, id)));
    changes.push(...rewirings(id, name, before, after));
  }
  for (const id of told(before)) {
    const then = before.nodes.get(id);
    if (then && !after.nodes.has(id)) changes.push({ kind: 'removed', ...described(then, nameIn(before, id)) });
  }
  return { changes, moved: moved(from, to) };
}

function told({ journey, nodes }: Side): NodeId[] {
  const { steps, rules, loose } = flowOrder(journey, nodes);
  return [...steps, ...rules, ...loose];
}

function described(read: ReadNode, name: Words) {
  const [zh, en] = [read.definition?.summary(read.config, 'zh'), read.definition?.summary(read.config, 'en')];
  const summary = zh !== undefined && en !== undefined ? { summary: { zh, en } } : {};
  return { node: read.id, name, type: read.node.type, title: typeTitle(read), ...summary };
}

function changedNode(then: ReadNode, now: ReadNode, name: Words, nameBefore: Words): Change[] {
  const changes: Change[] = [];
  if (then.node.type !== now.node.type) {
    changes.push({ kind: 'replaced', node: now.id, name, from: typeOf(then), to: typeOf(now) });
  } else {
    changes.push(...changedFields(then, now).map((field): Change => ({ kind: 'field', node: now.id, name, ...field })));
  }
  const given = ({ node }: ReadNode) => `${node.name?.zh ?? ''}\n${node.name?.en ?? ''}`;
  if (given(then) !== given(now)) changes.unshift({ kind: 'renamed', node: now.id, from: nameBefore, to: name });
  return changes;
}

const typeOf = (read: ReadNode): NodeType => ({ type: read.node.type, title: typeTitle(read) });

function moved(from: Journey, to: Journey): NodeId[] {
  const isMoved = (id: NodeId) => {
    const [then, now] = [from.layout[id], to.layout[id]];
    return from.nodes[id] !== undefined && (then?.x !== now?.x || then?.y !== now?.y);
  };
  return Object.keys(to.nodes).filter(isMoved).sort();
}
