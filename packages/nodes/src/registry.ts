import type { NodeDefinition } from './define-node.ts';
import { exit } from './exit/definition.ts';
import { message } from './message/definition.ts';
import { triggerEvent } from './trigger-event/definition.ts';
import { waitDuration } from './wait-duration/definition.ts';
import { waitForEvent } from './wait-for-event/definition.ts';

/** The vocabulary, in palette order. Adding a node type is a folder and one line here. */
export const NODES: readonly NodeDefinition[] = [triggerEvent, waitDuration, waitForEvent, message, exit];

const byType = new Map(NODES.map((node) => [node.type, node]));

export const nodeDefinition = (type: string): NodeDefinition | undefined => byType.get(type);
