import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startSandbox } from './server.ts';

const USAGE = 'usage: wecom-sandbox --port N --data DIR [--kf-window]\n';

const args = z.object({
  port: z.coerce.number().int().min(0).max(65_535),
  data: z.string().min(1),
  'kf-window': z.boolean().default(false),
});

function readArgs(): z.infer<typeof args> | undefined {
  try {
    const options = { port: { type: 'string' }, data: { type: 'string' }, 'kf-window': { type: 'boolean' } } as const;
    return args.safeParse(parseArgs({ options }).values).data;
  } catch {
    return undefined;
  }
}

const given = readArgs();
if (given === undefined) {
  process.stderr.write(USAGE);
  process.exit(2);
}
const sandbox = await startSandbox({ port: given.port, dataDir: given.data, kfWindow: given['kf-window'] });
// One line of JSON, so that whoever started us learns the port without guessing.
process.stdout.write(`${JSON.stringify({ ready: true, url: sandbox.url })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void sandbox.close());
