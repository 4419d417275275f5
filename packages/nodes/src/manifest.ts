import { contentHash } from '@suivi/schema';
import { z } from 'zod';
import type { NodeDefinition } from './define-node.ts';

const ALGORITHM = 'suivi.manifest/1';

/**
 * What a node type promises, in a word: `2:sha256:…`, its version and a hash over everything that a plan, a person
 * and the rest of the product rely on. Builder, API and worker compare it; how the activity does it is not part of it.
 */
export function manifestOf(definition: NodeDefinition): string {
  const known = manifests.get(definition);
  if (known !== undefined) return known;
  const { type, version, config, initial, activity } = definition;
  const hash = contentHash({
    algorithm: ALGORITHM,
    type,
    version,
    // What cannot be said in JSON Schema (a refinement) is not seen.
    config: z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' }),
    ports: definition.ports(initial),
    outcomes: activity?.outcomes,
    reads: activity?.reads,
    writes: activity?.writes,
    egress: activity?.egress,
  });
  const manifest = `${version}:${hash}`;
  manifests.set(definition, manifest);
  return manifest;
}

const manifests = new WeakMap<NodeDefinition, string>();

/**
 * Whether a node as it is here may stand in for the one that was published: the very same, or a later version, whose
 * migrations bring the old config up without changing what it means.
 */
export function fitsManifest(published: string | undefined, here: string): boolean {
  if (published === undefined) return false;
  return published === here || versionOf(published) < versionOf(here);
}

const versionOf = (manifest: string): number => Number(manifest.split(':')[0]);
