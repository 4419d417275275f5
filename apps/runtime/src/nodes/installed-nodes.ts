import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type NodeDefinition, type NodePack, registerPack } from '@suivi/nodes';
import type { Activity } from '@suivi/nodes/activity';
import type { SuiviConfig } from '@suivi/nodes/config';
import { CONFIG_FILE, type FoundPack, findPacks } from '@suivi/nodes/find-packs';
import * as webhook from '@suivi/nodes/webhook/activity';
import { nodeQueue } from '@suivi/schema';
import { StartError } from '../supervisor/start-error.ts';
import { type EgressRules, egressRules } from './egress.ts';

/** What can be run here besides the built-in activities: nodes by type, and where they may call. */
export interface InstalledNodes {
  activities: ReadonlyMap<string, Activity>;
  /** Task queues of the packs: a worker polls only for packs that it has. */
  queues: readonly string[];
  egress: EgressRules;
}

/** The product without any pack. */
export const builtInNodes = (env: NodeJS.ProcessEnv = {}): InstalledNodes => installed([webhook.run], {}, env);

/**
 * Reads suivi.config.ts and loads its packs, whose definitions the whole process then knows.
 * @throws StartError pack-invalid, with what is wrong
 */
export async function loadNodes(root: string, env: NodeJS.ProcessEnv): Promise<InstalledNodes> {
  try {
    const { default: config } = (await load(join(root, CONFIG_FILE))) as { default: SuiviConfig };
    const packs = await Promise.all(findPacks(root, config).map(loadPack));
    for (const { pack } of packs) registerPack(pack);
    return installed([webhook.run, ...packs.flatMap(({ activities }) => activities)], config, env);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      'pack-invalid',
      {
        zh: `suivi.config.ts 或其中的扩展包有误：${reason}`,
        en: `Something is wrong with suivi.config.ts or a pack of it: ${reason}`,
      },
      { cause: error },
    );
  }
}

function installed(activities: readonly Activity[], config: SuiviConfig, env: NodeJS.ProcessEnv): InstalledNodes {
  const byType = new Map(activities.map((activity) => [activity.definition.type, activity]));
  return {
    activities: byType,
    queues: [...new Set([...byType.keys()].filter((type) => type.includes('/')).map(nodeQueue))],
    egress: egressRules(config, env),
  };
}

async function loadPack({ name, nodes }: FoundPack): Promise<{ pack: NodePack; activities: Activity[] }> {
  const definitions: NodeDefinition[] = [];
  const activities: Activity[] = [];
  for (const node of nodes) {
    const { definition } = (await load(node.definition)) as { definition?: NodeDefinition };
    if (definition?.type !== `${name}/${node.name}`) {
      throw new Error(`${node.definition} must export a definition of the type “${name}/${node.name}”`);
    }
    definitions.push(definition);
    if (node.activity === undefined) continue;
    const { run } = (await load(node.activity)) as { run?: Activity };
    if (run?.definition !== definition) throw new Error(`${node.activity} must export run, made for its definition`);
    activities.push(run);
  }
  const idle = definitions.find((one) => one.activity && !activities.some(({ definition }) => definition === one));
  if (idle) throw new Error(`“${idle.type}” has outcomes and no activity.ts that leads to them`);
  return { pack: { name, nodes: definitions }, activities };
}

const load = (path: string): Promise<unknown> => import(/* @vite-ignore */ pathToFileURL(path).href);
