import { configField, configFields, type NodeDefinition, nodeDefinition, type Port } from '@suivi/nodes';
import type { Journey, JourneyNode, NodeId, PortId, Words } from '@suivi/schema';

/** A node as a person reads it, whatever state its draft is in. */
export interface ReadNode {
  id: NodeId;
  node: JourneyNode;
  /** Absent for a type that this installation does not know. */
  definition?: NodeDefinition;
  /** In its newest version, with what its form hides left out and what goes without saying filled in. */
  config: Record<string, unknown>;
  /** False where the type is not known or its schema refuses the config. */
  valid: boolean;
  /** The fields that say something or could, in the order of the form. */
  fields: string[];
  ports: Port[];
}

export function readNode(id: NodeId, node: JourneyNode): ReadNode {
  const definition = nodeDefinition(node.type);
  if (!definition) {
    return { id, node, config: node.config, valid: false, fields: Object.keys(node.config).sort(), ports: [] };
  }
  const visible = definition.visible(definition.upgrade(node.config, node.version));
  const parsed = definition.config.safeParse(visible);
  const config = (parsed.success ? parsed.data : visible) as Record<string, unknown>;
  const fields = configFields(definition.config).map(([name]) => name);
  return { id, node, definition, config, valid: parsed.success, fields, ports: definition.ports(config) };
}

export const readNodes = ({ nodes }: Pick<Journey, 'nodes'>): Map<NodeId, ReadNode> =>
  new Map(Object.entries(nodes).map(([id, node]) => [id, readNode(id, node)]));

/** The name of the node's type; the bare type where it is not known. */
export const typeTitle = ({ node, definition }: ReadNode): Words => ({
  zh: definition?.title('zh') ?? node.type,
  en: definition?.title('en') ?? node.type,
});

export const portName = ({ definition, config }: ReadNode, port: PortId): Words => ({
  zh: definition?.portLabel(config, port, 'zh') ?? port,
  en: definition?.portLabel(config, port, 'en') ?? port,
});

/** Whether a field holds a text that is quoted where it is told. */
export function isText({ definition }: ReadNode, field: string): boolean {
  const control = definition && configField(definition.config, field)?.control;
  return control === 'text' || control === 'multiline' || control === 'local-text';
}
