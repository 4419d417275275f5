import type { JourneyNode } from '@suivi/schema';
import { branch } from './branch/definition.ts';
import type { NodeDefinition } from './define-node.ts';
import { exit } from './exit/definition.ts';
import { exitRule } from './exit-rule/definition.ts';
import { fork } from './fork/definition.ts';
import { goal } from './goal/definition.ts';
import { guard } from './guard/definition.ts';
import { guardEnd } from './guard-end/definition.ts';
import { handOver } from './hand-over/definition.ts';
import { join } from './join/definition.ts';
import { message } from './message/definition.ts';
import { checkNodeName, type NodePack } from './pack.ts';
import { repeat } from './repeat/definition.ts';
import { sendWindow } from './send-window/definition.ts';
import { setField } from './set-field/definition.ts';
import { setVariable } from './set-variable/definition.ts';
import { split } from './split/definition.ts';
import { subJourney } from './sub-journey/definition.ts';
import { tag } from './tag/definition.ts';
import { task } from './task/definition.ts';
import { triggerDate } from './trigger-date/definition.ts';
import { triggerEvent } from './trigger-event/definition.ts';
import { triggerManual } from './trigger-manual/definition.ts';
import { waitDuration } from './wait-duration/definition.ts';
import { waitForEvent } from './wait-for-event/definition.ts';
import { waitUntilDate } from './wait-until-date/definition.ts';
import { waitUntilTrue } from './wait-until-true/definition.ts';
import { webhook } from './webhook/definition.ts';

/** The vocabulary, in palette order. Adding a node type is a folder and one line here. */
export const NODES: readonly NodeDefinition[] = [
  triggerEvent,
  triggerManual,
  triggerDate,
  goal,
  guard,
  waitDuration,
  waitForEvent,
  waitUntilDate,
  waitUntilTrue,
  sendWindow,
  branch,
  split,
  fork,
  join,
  repeat,
  message,
  task,
  subJourney,
  setVariable,
  setField,
  tag,
  webhook,
  exit,
  handOver,
  exitRule,
  guardEnd,
];

const byType = new Map(NODES.map((node) => [node.type, node]));

/** Adds the nodes of a pack; the same pack may come twice. @throws Error in words when a name is malformed or taken. */
export function registerPack(pack: NodePack): void {
  for (const node of pack.nodes) {
    checkNodeName(pack.name, node.type);
    const known = byType.get(node.type);
    if (known !== undefined && known !== node) throw new Error(`node type ${node.type} is there already`);
    byType.set(node.type, node);
  }
}

/** The built-in vocabulary and that of the packs, in palette order. */
export const allNodes = (): NodeDefinition[] => [...byType.values()];

export const nodeDefinition = (type: string): NodeDefinition | undefined => byType.get(type);

/** A node's config as the newest version of its type has it; as it stands where the type is not known. */
export const configOf = (node: Pick<JourneyNode, 'type' | 'version' | 'config'>): Record<string, unknown> =>
  nodeDefinition(node.type)?.upgrade(node.config, node.version) ?? node.config;
