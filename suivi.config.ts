import { defineConfig } from '@suivi/nodes/config';

/** This installation: packs of nodes (docs/add-a-node.md), and where nodes may call (packages/nodes/src/config.ts). */
export default defineConfig({ packs: [] });
