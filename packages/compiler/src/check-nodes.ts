import { type Control, configField, configFields, type NodeDefinition, nodeDefinition } from '@suivi/nodes';
import type { Diagnostic, Journey, JourneyNode, NodeId, Words } from '@suivi/schema';
import type { z } from 'zod';
import { fieldIssue } from './field-code.ts';

/** A node whose type is known and whose config has been brought up to the newest version. */
export interface KnownNode {
  id: NodeId;
  definition: NodeDefinition;
  config: Record<string, unknown>;
  /** False when its own config has an error, so that it cannot be lowered. */
  sound: boolean;
}

/** A word of a node type in both languages, for the parameters of a diagnostic. */
export const wordsOf = (definition: NodeDefinition, key: string): Words => ({
  zh: definition.word('zh', key),
  en: definition.word('en', key),
});

/** Looks at each node by itself: known type, known version, valid config. */
export function checkNodes(journey: Journey): { known: Map<NodeId, KnownNode>; diagnostics: Diagnostic[] } {
  const known = new Map<NodeId, KnownNode>();
  const diagnostics: Diagnostic[] = [];
  for (const [id, node] of Object.entries(journey.nodes)) {
    const definition = nodeDefinition(node.type);
    const refusal = definition ? newerVersion(node, definition) : unknownType(node);
    if (refusal || !definition) {
      if (refusal) diagnostics.push({ ...refusal, node: id });
      continue;
    }
    const config = definition.upgrade(node.config, node.version);
    const own = checkConfig(definition, config).map((diagnostic): Diagnostic => ({ ...diagnostic, node: id }));
    diagnostics.push(...own);
    known.set(id, { id, definition, config, sound: !own.some((d) => d.severity === 'error') });
  }
  return { known, diagnostics };
}

const unknownType = (node: JourneyNode): Diagnostic => ({
  code: 'NODE_TYPE_UNKNOWN',
  severity: 'error',
  params: { type: node.type },
});

function newerVersion(node: JourneyNode, definition: NodeDefinition): Diagnostic | undefined {
  if (node.version <= definition.version) return undefined;
  return {
    code: 'NODE_VERSION_NEWER',
    severity: 'error',
    params: { type: node.type, version: node.version, known: definition.version },
  };
}

function checkConfig(definition: NodeDefinition, config: Record<string, unknown>): Diagnostic[] {
  const parsed = definition.config.safeParse(definition.visible(config));
  if (!parsed.success) return perField(definition, config, parsed.error);
  return definition.check(config).map((finding) => ({
    ...finding,
    params: finding.field
      ? { label: wordsOf(definition, `field.${finding.field}`), ...finding.params }
      : finding.params,
  }));
}

/** One diagnostic per field, however many issues its schema found: the fix is in one place. */
function perField(definition: NodeDefinition, config: Record<string, unknown>, error: z.ZodError): Diagnostic[] {
  const fields = [...new Set(error.issues.map((issue) => String(issue.path[0] ?? '')))];
  return fields.map((field) => {
    const path = error.issues.find((issue) => String(issue.path[0] ?? '') === field)?.path ?? [];
    const { code, params } = fieldIssue(configField(definition.config, field), config[field], path);
    const label = wordsOf(definition, `field.${field}`);
    return { code, severity: 'error', field, params: { label, ...params } };
  });
}

/** The first field of a node that one of these controls edits: where to send somebody who has to mend it. */
export function fieldWith(node: KnownNode | undefined, controls: readonly Control[]): { field?: string } {
  const found = node && configFields(node.definition.config).find(([, { control }]) => controls.includes(control));
  return found ? { field: found[0] } : {};
}
