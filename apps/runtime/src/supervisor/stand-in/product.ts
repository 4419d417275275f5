import { createServer } from 'node:http';
import pg from 'pg';
import type { StartRuntime } from '../runtime-contract.ts';

/** The smallest product: answers HTTP with its process id and the number of starts that its database remembers. */
export const startStandIn: StartRuntime = async ({ databaseUrl, host, port, temporal, sandbox, step }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  pool.on('error', () => {});
  await pool.query('create table if not exists starts (at timestamptz not null default now())');
  await pool.query('insert into starts default values');
  const server = createServer(async (_request, response) => {
    try {
      const { rows } = await pool.query<{ starts: number }>('select count(*)::int as starts from starts');
      response.end(JSON.stringify({ ...rows[0], temporal: temporal?.address, sandbox: sandbox.url }));
    } catch {
      response.writeHead(503).end('{}');
    }
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const address = server.address();
  step('stand-in product … ready');
  return {
    url: `http://${host}:${typeof address === 'object' && address ? address.port : port}`,
    signInHints: ['Sign in: demo / demo'],
    async stop(graceMs) {
      server.close();
      server.closeAllConnections();
      // A slow drain, for the test of the second signal.
      if (process.env.STAND_IN_SLOW_STOP) await new Promise((resolve) => setTimeout(resolve, graceMs));
      await pool.end();
    },
  };
};
