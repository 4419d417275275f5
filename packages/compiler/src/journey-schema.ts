import { allNodes, configFields, fieldLabel, type NodeDefinition } from '@suivi/nodes';
import { journey } from '@suivi/schema';
import { z } from 'zod';

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = { [keyword: string]: unknown };

/**
 * `suivi.journey/1` as JSON Schema, with the config of every node type by its `type`: for editors that complete and check
 * what somebody writes, and for other systems. It says what a complete journey looks like; what only the compiler can see
 * (wires, lengths of time, texts in bytes) is not in it. A config of an older version of its node is left open.
 * @param definitions the vocabulary; by default the built-in one and that of the packs that are registered.
 */
export function journeySchema(definitions: readonly NodeDefinition[] = allNodes()): JsonSchema {
  // Converted in one go: what refers to itself (conditions) is defined once, at the root.
  const all = z.toJSONSchema(
    z.object({ journey, configs: z.object(Object.fromEntries(definitions.map(({ type, config }) => [type, config]))) }),
    { io: 'input', unrepresentable: 'any', override: ({ jsonSchema }) => strict(jsonSchema) },
  ) as JsonSchema;
  const document = property(all, 'journey');
  const node = property(document, 'nodes').additionalProperties as JsonSchema;
  const configs = definitions.map((definition) => [
    configName(definition.type),
    labelled(definition, property(property(all, 'configs'), definition.type)),
  ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:suivi:journey:1',
    title: 'suivi.journey/1',
    ...document,
    properties: {
      // How a file names this schema to an editor.
      $schema: { type: 'string' },
      ...(document.properties as JsonSchema),
      nodes: { ...property(document, 'nodes'), additionalProperties: byType(node, definitions) },
    },
    $defs: { ...(all.$defs as JsonSchema | undefined), ...Object.fromEntries(configs) },
  };
}

/**
 * How the form edits a field is nothing that a validator knows. A key that nobody reads is refused here, though a reader
 * passes over it: `timout` would be a wait without a time-out.
 */
function strict(schema: JsonSchema): void {
  delete schema.form;
  if (schema.properties && schema.additionalProperties === undefined) schema.additionalProperties = false;
}

const property = (schema: JsonSchema, name: string): JsonSchema =>
  (schema.properties as Record<string, JsonSchema>)[name] ?? {};

/** A slash, as in the type of a pack's node, would split a reference. */
const configName = (type: string): string => `config-${type.replaceAll('/', '.')}`;

/** Checks the config of a node by its type, so that a mistake is told for that type alone. */
function byType(node: JsonSchema, definitions: readonly NodeDefinition[]): JsonSchema {
  const types = definitions.map((definition) => ({
    const: definition.type,
    title: `${definition.title('zh')} · ${definition.title('en')}`,
    description: `${definition.help('zh')}\n${definition.help('en')}`,
  }));
  return {
    ...node,
    properties: {
      ...(node.properties as JsonSchema),
      type: { type: 'string', oneOf: types },
    },
    allOf: definitions.map(({ type, version }) => ({
      if: { properties: { type: { const: type } }, required: ['type'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; nobody awaits this.
      then: {
        properties: { version: { type: 'integer', maximum: version } },
        if: { properties: { version: { const: version } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; nobody awaits this.
        then: { properties: { config: { $ref: `#/$defs/${configName(type)}` } } },
      },
    })),
  };
}

/** The labels of the form, in both languages: what an editor shows beside a field. */
function labelled(definition: NodeDefinition, schema: JsonSchema): JsonSchema {
  const titles = configFields(definition.config).map(([name]): [string, JsonSchema] => {
    const { zh, en } = fieldLabel(definition, name);
    return [name, { title: `${zh} · ${en}`, ...property(schema, name) }];
  });
  return { ...schema, properties: { ...(schema.properties as JsonSchema), ...Object.fromEntries(titles) } };
}
