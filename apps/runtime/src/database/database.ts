import { Pool, type PoolClient, types } from 'pg';
import { APP_ROLE, WORKER_ROLE } from './roles.ts';

// int8 comes as text by default; our sequences and counts stay far below 2^53.
types.setTypeParser(types.builtins.INT8, Number);
// An instant is a number everywhere else in the product: milliseconds since the epoch.
types.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => Date.parse(text));

/** What queries run on: a pool or a client inside a transaction. */
export type Queryable = Pick<PoolClient, 'query'>;

export interface Database {
  /** Serves one organization at a time, behind row-level security. Use it through {@link inOrganization}. */
  app: Pool;
  /** Sees the queues of all organizations: router, dispatcher, projection. */
  worker: Pool;
  url: string;
  close(): Promise<void>;
}

export function openDatabase(url: string, size = 12): Database {
  const pool = (role: string) => {
    const made = new Pool({ connectionString: url, max: size, options: `-c role=${role}`, application_name: role });
    return bearLoss(made);
  };
  const app = pool(APP_ROLE);
  const worker = pool(WORKER_ROLE);
  return { app, worker, url, close: async () => void (await Promise.all([app.end(), worker.end()])) };
}

/**
 * A connection that breaks (database restarted) must not end the process, idle or in the middle of a query: the query
 * fails by itself and the next one reconnects.
 */
export function bearLoss(pool: Pool): Pool {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs `work` in one transaction that sees one organization only. */
export function inOrganization<T>(
  db: Database,
  organizationId: string,
  work: (tx: PoolClient) => Promise<T>,
): Promise<T> {
  return transaction(db.app, async (tx) => {
    await tx.query("SELECT set_config('suivi.organization', $1, true)", [organizationId]);
    return work(tx);
  });
}

/** Runs `work` in one transaction; anything thrown rolls it back. */
export async function transaction<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // A client whose ROLLBACK fails has lost its connection: give it back as broken.
    const broken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    client.release(broken);
    throw error;
  }
}
