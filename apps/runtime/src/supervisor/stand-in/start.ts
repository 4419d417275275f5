import { fileURLToPath } from 'node:url';
import { main } from '../../main.ts';

// `npm start` with the smallest product and the smallest sandbox in place of ours: what the supervisor's tests run.
await main(process.argv.slice(2), {
  loadRuntime: async () => (await import('./product.ts')).startStandIn,
  sandboxArguments: [fileURLToPath(new URL('./sandbox.mjs', import.meta.url))],
  parent: process.env.STAND_IN_WITH_PARENT ? process.ppid : undefined,
});
