import { nodeDefinition } from '@suivi/nodes';
import type { Journey } from '@suivi/schema';

type Path = string[];

/**
 * The keys of a document that say nothing: nobody reads them, or a person would have meant another one (`timout`). As paths.
 * @param raw what was written.
 * @param journey what was read from it.
 */
export function ignoredKeys(raw: unknown, journey: Journey): Path[] {
  const { $schema: _, ...written } = raw as Record<string, unknown>;
  return [
    ...dropped(written, journey, []),
    ...Object.entries(journey.nodes).flatMap(([id, node]) => inConfig(id, node)),
  ];
}

/** What the newest version of a type makes of its config; of older versions and unknown types nothing can be said. */
function inConfig(id: string, { type, version, config }: Journey['nodes'][string]): Path[] {
  const definition = nodeDefinition(type);
  if (!definition || version !== definition.version) return [];
  // What the form hides is kept on purpose.
  const visible = definition.visible(config);
  const read = definition.config.safeParse(visible);
  return read.success ? dropped(visible, read.data, ['nodes', id, 'config']) : [];
}

function dropped(written: unknown, read: unknown, path: Path): Path[] {
  if (typeof written !== 'object' || written === null || typeof read !== 'object' || read === null) return [];
  return Object.entries(written).flatMap(([key, value]) => {
    const at = [...path, key];
    return Object.hasOwn(read, key) ? dropped(value, (read as Record<string, unknown>)[key], at) : [at];
  });
}
